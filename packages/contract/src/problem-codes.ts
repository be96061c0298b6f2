/** What a stable problem code means; /docs lists them, errors link there. */
export interface ProblemMeaning {
  readonly status: number;
  /** What happened and what a program does about it, in one or two sentences. */
  readonly meaning: string;
}

/** Every code that an answer of the API may carry; a tidy test compares it with the sources. */
export const problemCodes: Readonly<Record<string, ProblemMeaning>> = {
  invalid: {
    status: 400,
    meaning: 'The input is wrong; fields names each place. Nothing was changed.',
  },
  not_signed_in: {
    status: 401,
    meaning: 'No session and no API key came with the request, or it is no longer valid.',
  },
  forbidden: {
    status: 403,
    meaning: 'The role of the member or the scopes of the key do not allow this.',
  },
  not_found: {
    status: 404,
    meaning: 'It does not exist, or the caller may not see it; the two answer alike.',
  },
  too_large: { status: 413, meaning: 'The body is larger than the operation accepts.' },
  unknown_media_type: {
    status: 415,
    meaning: 'Send the media type that the operation names, usually application/json.',
  },
  too_many_requests: {
    status: 429,
    meaning: 'Too many in a short time. Retry-After says how many seconds to wait.',
  },
  file_mismatch: {
    status: 422,
    meaning: 'The bytes are not what the media type says. Send the file under its true type.',
  },
  remote_image_refused: {
    status: 422,
    meaning: 'The picture cannot be fetched safely: a private address, no picture, or too large.',
  },
  remote_images_off: {
    status: 403,
    meaning: 'The channel never loads pictures from outside.',
  },
  fault: {
    status: 500,
    meaning: 'A fault in Earshot. Try again; the number in detail leads to the log.',
  },
};
