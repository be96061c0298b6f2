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
  case_taken: {
    status: 409,
    meaning: 'Another member took the case meanwhile; facts.member says who. Nothing was changed.',
  },
  case_merged: {
    status: 409,
    meaning: 'The case was merged; facts.case_id is the one that stays. Go on there.',
  },
  case_over: {
    status: 409,
    meaning: 'The case is resolved or closed. Re-open it first.',
  },
  same_team: { status: 409, meaning: 'The case is with that team already.' },
  same_case: { status: 409, meaning: 'Both sides are the same case.' },
  merge_cycle: {
    status: 409,
    meaning: 'The other case is this one, or was merged into it already.',
  },
  link_cycle: {
    status: 409,
    meaning: 'The other case is below this one, so it cannot be its parent as well.',
  },
  message_moved: {
    status: 409,
    meaning: 'The message stands elsewhere since a moment ago. Read it again.',
  },
  message_held: {
    status: 409,
    meaning: 'The message waits for a decision on where it belongs; decide that first.',
  },
  message_leaving: {
    status: 409,
    meaning: 'A message has not left yet. Take it back or wait, then try again.',
  },
  move_undone: { status: 409, meaning: 'The move was taken back already.' },
  move_not_last: {
    status: 409,
    meaning: 'The message was moved on since; take the later move back first.',
  },
  hold_decided: {
    status: 409,
    meaning: 'Somebody decided about the held message, or took the decision back, already.',
  },
  hold_undecided: { status: 409, meaning: 'There is no decision that could be taken back.' },
  note_deleted: { status: 409, meaning: 'The note was removed already.' },
  fault: {
    status: 500,
    meaning: 'A fault in Earshot. Try again; the number in detail leads to the log.',
  },
};
