import { createHash } from 'node:crypto';

/** Source lists by directive, such as `{ 'img-src': "'self'" }`; an empty list stands alone. */
export type SecurityDirectives = Readonly<Record<string, string>>;

/** A Content-Security-Policy header (CSP 3) from its directives. */
export function writeContentSecurity(directives: SecurityDirectives): string {
  return Object.entries(directives)
    .map(([name, sources]) => (sources === '' ? name : `${name} ${sources}`))
    .join('; ');
}

/** Allows exactly this inline text of a script or style element. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing loads, nothing runs, nobody frames it: the ground every page starts from. */
export const nothingAllowed: SecurityDirectives = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

/**
 * The desk: own scripts only. Inline styles are needed by its component library; pictures may be
 * data and blob for pasted ones; frames show mails, which come under a policy of their own, and
 * PDF files, which the desk hands to the browser’s viewer as blobs of that very type.
 */
export const deskContentSecurity = writeContentSecurity({
  ...nothingAllowed,
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self' blob:",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'form-action': "'self'",
});
