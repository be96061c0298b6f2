import { ApiError } from '@earshot/sdk/api-error.ts';
import { t } from '../i18n/translate.ts';

/** An error in a sentence for the reader: the server's own words where it had some. */
export function describeError(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return t('error.unreachable');
    if (error.status === 403) return error.problem.detail || t('error.forbidden');
    if (error.status === 429) return t('error.throttled', { seconds: error.retryAfter_s ?? 30 });
    if (error.code === 'case_taken') return describeTaken(error);
    if (error.code.startsWith('http_')) return t('error.server', { status: error.status });
    return error.problem.detail || error.problem.title;
  }
  return t('error.unexpected');
}

/** Who was quicker, by name where the server says it. */
function describeTaken(error: ApiError): string {
  const member = error.problem.facts?.['member'] as { name?: string } | null | undefined;
  if (!member?.name) return t('refused.case_taken.somebody');
  return t('refused.case_taken', { name: member.name });
}

/** Messages beside the fields of a form, by path. */
export function fieldErrors(error: unknown): Record<string, string> {
  return error instanceof ApiError ? error.fields() : {};
}
