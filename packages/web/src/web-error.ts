/** What the server refused or could not do (RFC 9457); `status` 0: it was not reached. */
export class WebError extends Error {
  readonly status: number;
  /** A word of the contract, such as `file_too_large`; `unreachable` without an answer. */
  readonly code: string;
  /** How long the server asks to wait before the next try; null where it did not say. */
  readonly retryAfter_s: number | null;
  /** What is wrong with which input, by its dotted path. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, body: WebProblem = {}, retryAfter_s: number | null = null) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = 'WebError';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'unreachable' : `http_${status}`);
    this.retryAfter_s = retryAfter_s;
    this.fields = Object.fromEntries(body.fields?.map((one) => [one.path, one.message]) ?? []);
  }
}

interface WebProblem {
  code?: string;
  title?: string;
  detail?: string;
  fields?: { path: string; message: string }[];
}

/** Reads an error answer; a body that is no problem document (a proxy's page) counts by status. */
export function parseWebError(status: number, text: string, retryAfter: string | null): WebError {
  let body: WebProblem = {};
  try {
    body = JSON.parse(text) as WebProblem;
  } catch {
    body = {};
  }
  return new WebError(status, body, retryAfter && /^\d+$/.test(retryAfter) ? +retryAfter : null);
}

/** Whether the same request may succeed later: no answer, a fault of the server, or too busy. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof WebError)) return false;
  // 408 and 425 ask for another try, 429 for a later one.
  return error.status === 0 || error.status >= 500 || [408, 425, 429].includes(error.status);
}
