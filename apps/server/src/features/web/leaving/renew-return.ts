import { type ContactLanguage, findContactLanguage } from '@earshot/contract/contact-language.ts';
import { addJob, type JobHandler } from '../../../platform/jobs/job-runner.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tx } from '../../../platform/db/database.ts';
import type { SendSystemMail, SystemMail } from '../../../platform/system-mail.ts';
import { getAccountFacts } from '../../accounts/public.ts';
import { findLink } from '../../links/public.ts';
import { webText } from '../web-texts.ts';
import { isAddressOfTalk } from './leaving-views.ts';
import { makeReturnLink, readReturnPlace, type ReturnLinkDeps } from './return-link.ts';

/** Name of the job that mails a new way back. */
const renewJob = 'web.renew';

export interface Renewal {
  linkId: string;
  /** As given, normalised; perhaps of somebody else. */
  address: string;
  locale: ContactLanguage;
}

/**
 * Asks for a new link in the place of one that is shut. Whether the address is the one on file is
 * looked at later: neither the answer nor its time tells.
 */
export async function askForReturn(tx: Tx, { linkId, address, locale }: Renewal): Promise<void> {
  const payload = { link_id: linkId, address, locale };
  await addJob(tx, { name: renewJob, key: `${linkId} ${address}`, payload });
}

export interface RenewDeps extends ReturnLinkDeps {
  clock: Clock;
  sendSystemMail: SendSystemMail;
}

/** Mails new links to those whose address is on file; everybody else hears nothing. */
export function renewJobs(deps: RenewDeps): Record<string, JobHandler> {
  return {
    async [renewJob]({ accountId, payload }) {
      const renewal = {
        linkId: String(payload['link_id']),
        address: String(payload['address']),
        locale: findContactLanguage(String(payload['locale'])) ?? 'en',
      };
      const mail = await deps.db.withAccount(accountId, (tx) => writeRenewal(tx, deps, renewal));
      if (mail) await deps.sendSystemMail(mail);
    },
  };
}

async function writeRenewal(
  tx: Tx,
  deps: RenewDeps,
  { linkId, address, locale }: Renewal,
): Promise<SystemMail | null> {
  const link = await findLink(tx, linkId);
  if (!link) return null;
  const { conversationId, address: own } = readReturnPlace(link.address);
  const isOnFile = address === own || (await isAddressOfTalk(tx, conversationId, address));
  if (!isOnFile) return null;
  const back = { caseId: link.case_id, conversationId, address, at: deps.clock.now() };
  const url = await makeReturnLink(tx, deps, back);
  const { name: organisation } = await getAccountFacts(tx);
  const subject = webText(locale, 'renewSubject', { organisation });
  const text = webText(locale, 'renew', { organisation, link: url });
  return { to: address, subject, text, locale };
}
