import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../platform/db/database.ts';
import { getChannel, type Channel } from '../../channels/public.ts';
import type { OpenedLink } from '../../links/public.ts';
import type { CasePageDeps, PageArrival } from './page-deps.ts';
import {
  answerFiles_bytes,
  answerFiles_max,
  answerText_max,
  awaited_ms,
  awaitedEvery_ms,
} from './page-limits.ts';
import { pageText } from './page-texts.ts';
import { isTakenUp } from './page-views.ts';
import type { SentForm } from './read-form.ts';
import { writeSize } from './render-shell.ts';
import { writePageMail } from './write-page-mail.ts';

/** What is wrong with an answer, in a sentence; null: nothing. */
export function findProblem(locale: ContactLanguage, form: SentForm): string | null {
  const text = form.fields.get('text') ?? '';
  const size_bytes = form.files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (form.tooLarge || size_bytes > answerFiles_bytes) {
    return pageText(locale, 'largeFiles', { size: writeSize(answerFiles_bytes, locale) });
  }
  if (form.files.length > answerFiles_max) {
    return pageText(locale, 'manyFiles', { count: answerFiles_max });
  }
  if (text.length > answerText_max) {
    return pageText(locale, 'longAnswer', { count: answerText_max });
  }
  if (!isVisible(text) && form.files.length === 0) return pageText(locale, 'emptyAnswer');
  return null;
}

/** Who wrote what, where. */
export interface WrittenAnswer {
  link: OpenedLink;
  name: string;
  as: PageArrival['envelope']['page']['as'];
  caseNumber: number;
  subject: string;
  channelId: string;
  nonce: string;
  form: SentForm;
}

/**
 * Keeps what was written as a mail from the address of the link, raw first, like everything that
 * comes in; then waits a moment for it to stand in the case. The same form twice is kept once.
 */
export async function takeAnswer(deps: CasePageDeps, answer: WrittenAnswer): Promise<void> {
  const { link, nonce, caseNumber: case_number } = answer;
  const { accountId, address } = link;
  const channel = await deps.db.withAccount(accountId, (tx) => getChannel(tx, answer.channelId));
  const { receiptId } = await deps.storeReceipt({
    accountId,
    channelId: channel.id,
    source: 'page',
    externalKey: `page:${nonce}`,
    raw: writeRaw(answer, channel),
    envelope: {
      from: address,
      to: [channel.address],
      ip: null,
      helo: null,
      tls: true,
      page: { as: answer.as, case_number },
    },
    receivedAt: deps.clock.now(),
  });
  await awaitTakenUp(deps.db, accountId, receiptId);
}

function writeRaw(answer: WrittenAnswer, channel: Channel): Buffer {
  const { link, name, subject, nonce, form } = answer;
  return writePageMail({
    from: { name, address: link.address },
    to: channel.address,
    subject: `Re: ${subject}`,
    text: (form.fields.get('text') ?? '').replaceAll('\r\n', '\n').replaceAll('\0', ''),
    files: form.files,
    nonce,
  });
}

async function awaitTakenUp(db: Database, accountId: string, receiptId: string): Promise<void> {
  const until = performance.now() + awaited_ms;
  while (performance.now() < until) {
    if (await db.withAccount(accountId, (tx) => isTakenUp(tx, receiptId))) return;
    await pause(awaitedEvery_ms);
  }
}
