export interface FieldProblem {
  path: string;
  message: string;
}

/** A rule said no: the caller did nothing wrong in form. Nothing was changed. */
export class Refused extends Error {
  readonly code: string;
  readonly status: 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503;
  readonly facts: Record<string, unknown> | undefined;
  constructor(
    code: string,
    detail: string,
    options: { status?: Refused['status']; facts?: Record<string, unknown> } = {},
  ) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
    this.status = options.status ?? 409;
    this.facts = options.facts;
  }
}

/** The input is wrong: where, and what to do. Nothing was changed. */
export class Invalid extends Error {
  readonly fields: FieldProblem[];
  constructor(fields: FieldProblem[]) {
    super(fields.map((field) => `${field.path}: ${field.message}`).join('; '));
    this.name = 'Invalid';
    this.fields = fields;
  }
}

/** Not there, or not theirs: the two answer alike so that nobody learns which ids exist. */
export function notFound(noun: string): Refused {
  return new Refused(
    'not_found',
    `There is no such ${noun}, or it is not yours to see. Check the id, or ask a supervisor.`,
    { status: 404 },
  );
}

/** The caller may not do this at all. */
export function forbidden(detail: string): Refused {
  return new Refused('forbidden', detail, { status: 403 });
}

/** Throws unless a policy allowed it. */
export function assertAllowed(allowed: boolean, detail: string): void {
  if (!allowed) throw forbidden(detail);
}
