import { ApiError } from '@earshot/sdk/api-error.ts';
import { t } from '../i18n/translate.ts';

/** Sentences about single fields said at once; a form shows the others beside its fields. */
const invalidMost = 3;

/** An error in a sentence for the reader: the server's own words where it had some. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return t('error.unreachable');
    if (error.status === 403) return error.problem.detail || t('error.forbidden');
    if (error.status === 429) return t('error.throttled', { seconds: error.retryAfter_s ?? 30 });
    if (error.code === 'case_taken') return describeTaken(error);
    if (error.code === 'invalid') return describeInvalid(error);
    if (error.code.startsWith('http_')) return t('error.server', { status: error.status });
    return error.problem.detail || error.problem.title;
  }
  return t('error.unexpected');
}

/** What is wrong with the input; the same words stand beside the fields that the form has. */
function describeInvalid(error: ApiError): string {
  const words = [...new Set(Object.values(error.fields()))];
  return [t('error.invalid'), ...words.slice(0, invalidMost)].join(' ');
}

/** Who was quicker, by name where the server says it. */
function describeTaken(error: ApiError): string {
  const member = error.problem.facts?.['member'] as { name?: string } | null | undefined;
  if (!member?.name) return t('refused.case_taken.somebody');
  return t('refused.case_taken', { name: member.name });
}

/** Messages beside the fields of a form, by path within what was sent. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const entries = Object.entries(error.fields());
  return Object.fromEntries(entries.map(([path, words]) => [path.replace(/^body\./, ''), words]));
}
