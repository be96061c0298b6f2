import type { Problem } from '@earshot/contract/basic-schema.ts';

/** What the server refused or could not do, with its RFC 9457 problem; `status` 0: not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;
  /** How long the server asks to wait before the next try; null where it did not say. */
  readonly retryAfter_s: number | null;

  constructor(problem: Problem, retryAfter_s: number | null = null) {
    super(problem.detail || problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfter_s = retryAfter_s;
  }

  /** The messages about input fields by dotted path; empty where the input was not at fault. */
  fields(): Record<string, string> {
    return Object.fromEntries(
      this.problem.fields?.map(({ path, message }) => [path, message]) ?? [],
    );
  }
}

/** The error for a request that got no answer: the network is gone or the server is down. */
export function unreachable(cause: unknown): ApiError {
  const error = new ApiError({
    type: 'about:blank',
    title: 'Unreachable',
    status: 0,
    code: 'unreachable',
    detail: 'The server did not answer.',
  });
  error.cause = cause;
  return error;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** Reads an error answer; a body that is no problem document (a proxy's page) becomes one. */
export function parseProblem(status: number, text: string, retryAfter: string | null): ApiError {
  const wait_s = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  if (isProblem(body)) return new ApiError(body, wait_s);
  return new ApiError(
    {
      type: 'about:blank',
      title: `HTTP ${status}`,
      status,
      code: `http_${status}`,
      detail: `The server answered ${status}.`,
    },
    wait_s,
  );
}
