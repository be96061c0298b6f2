import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { FastifyRequest } from 'fastify';
import type { OpenedLink } from '../../links/public.ts';
import { readFormToken } from './form-token-rules.ts';
import type { CasePageDeps } from './page-deps.ts';
import { isFromHere, type PageDoor } from './page-door.ts';
import { answersOfLink_max } from './page-limits.ts';
import { pageText } from './page-texts.ts';
import type { SentForm } from './read-form.ts';

export type CheckedForm =
  | { problem: string; typed: string }
  | { form: SentForm; nonce: string; typed: string };

/** The form if it was made by us for this link and comes from its page; else what to say. */
export function checkForm(
  deps: Pick<CasePageDeps, 'key' | 'publicUrl'>,
  door: PageDoor,
  request: FastifyRequest,
  link: OpenedLink,
  locale: ContactLanguage,
): CheckedForm {
  const form = request.body as SentForm | null;
  const nonce = readFormToken(deps.key, link.id, form?.fields.get('form') ?? '');
  const typed = form?.fields.get('text') ?? '';
  if (!form || nonce === null || !isFromHere(request, deps.publicUrl)) {
    return { problem: pageText(locale, 'staleForm'), typed };
  }
  const wait = door.throttle.count(`answers ${link.id}`, answersOfLink_max);
  if (wait === null) return { form, nonce, typed };
  return { problem: pageText(locale, 'tooMany', { minutes: Math.ceil(wait / 60) }), typed };
}

/** A file is a download, kept nowhere. */
export const fileHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};
