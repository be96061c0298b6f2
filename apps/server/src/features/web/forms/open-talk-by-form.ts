import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import type { Channel } from '../../channels/public.ts';
import { openTalk } from '../talk/say.ts';
import { makeTalkId } from '../talk/talk-rules.ts';
import { insertVisitor } from '../visitors/visitor-store.ts';
import type { WebDeps } from '../web-deps.ts';
import { formText } from './form-page-texts.ts';
import type { SubmissionInput } from './submit-form.ts';

/**
 * A channel as its page without a script asks for it: a chat needs to know there whom it answers
 * and where, since nobody looks on.
 */
export function askByForm(channel: Channel, locale: ContactLanguage): Channel {
  const { web } = channel;
  if (channel.kind !== 'chat' || !web) return channel;
  const asks = (kind: WebQuestion['kind']) => web.questions.some((one) => one.kind === kind);
  const email: WebQuestion = {
    key: 'form_email',
    kind: 'email',
    label: formText(locale, 'email'),
    purpose: formText(locale, 'emailPurpose'),
    required: web.continue_by_channel_id !== null,
    choices: [],
  };
  const name: WebQuestion = {
    key: 'form_name',
    kind: 'name',
    label: formText(locale, 'name'),
    purpose: '',
    required: false,
    choices: [],
  };
  const questions = [
    ...(asks('name') ? [] : [name]),
    // Who is not told elsewhere what was answered has to leave an address.
    ...(asks('email')
      ? web.questions.map((one) =>
          one.kind === 'email' ? { ...one, required: one.required || email.required } : one,
        )
      : [email, ...web.questions]),
  ];
  return { ...channel, web: { ...web, questions } };
}

/**
 * Opens a conversation of a chat with what its form says: answers stand in it, and follow by mail
 * as for everybody who left. The same nonce is the same conversation. Throws `Invalid`.
 */
export async function openTalkByForm(
  deps: Pick<WebDeps, 'db' | 'clock' | 'storeSaid'>,
  channel: Channel,
  nonce: string,
  input: SubmissionInput,
): Promise<{ receiptId: string; email: string | null }> {
  const { accountId, id: channelId } = channel;
  const at = deps.clock.now();
  const { text, answers, locale } = input;
  const context = await deps.db.withAccount(accountId, async (tx) => {
    const id = makeTalkId(channelId, nonce);
    const known = { id, channelId, locale: locale ?? channel.locale, at };
    const visitor = await insertVisitor(tx, known);
    const first = { client_id: nonce, text, file_ids: [], answers };
    return openTalk(tx, { channel, session: { visitor } }, first, at);
  });
  const body = Buffer.from(JSON.stringify({ client_id: nonce, text }));
  const said = { accountId, channelId, clientId: nonce, context, body, receivedAt: at };
  const { receiptId } = await deps.storeSaid(said);
  return { receiptId, email: context.visitor.email };
}
