import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { createWebConversation } from '@earshot/contract/web-conversation-contract.ts';
import type { BodyOf } from '@earshot/contract/operation.ts';
import { isVisible } from '@earshot/contract/visible-text.ts';
import { normaliseEmail } from '../../../platform/email-address.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { Invalid, notFound } from '../../../platform/errors.ts';
import { updateVisitor, type Visitor } from '../visitors/visitor-store.ts';
import type { VisitorCaller } from '../web-door.ts';
import {
  addKnownAnswers,
  type AnswerProblem,
  type GivenAnswer,
  makeTalkId,
  readAnswers,
} from './talk-rules.ts';
import { insertGrant } from './web-grant-store.ts';
import { insertWebConversation } from './web-conversation-store.ts';
import { findVisibleTalk } from './web-conversation-views.ts';
import { listOwnFiles } from './web-message-views.ts';

/** What is to be stored of one message beside the bytes of its request. */
export interface SaidContext {
  conversation_id: string;
  visitor: Pick<Visitor, 'id' | 'subject' | 'name' | 'email' | 'email_verified_how'>;
  locale: ContactLanguage;
  answers: GivenAnswer[];
  files: { file_name: string; mime_type: string; size_bytes: number; sha256: string }[];
}

interface Said {
  text: string;
  file_ids: readonly string[];
}

/** Who opens a conversation, and where. */
export interface Opener {
  channel: VisitorCaller['channel'];
  session: { visitor: Visitor };
}

/** Prepares the opening of a conversation; the same client_id leads to the same one. */
export async function openTalk(
  tx: Tx,
  caller: Opener,
  input: BodyOf<typeof createWebConversation>,
  now: Date,
): Promise<SaidContext> {
  const { channel, session } = caller;
  const questions = channel.web?.questions ?? [];
  const answers = addKnownAnswers(questions, session.visitor, input.answers);
  const { given, problems } = readAnswers(questions, answers);
  const email = given.find((one) => one.kind === 'email');
  const address = email ? normaliseEmail(email.value) : null;
  const fields = listAnswerFields(problems, email, address);
  if (fields.length > 0) throw new Invalid(fields);
  const visitor = await learn(tx, session.visitor, given, address);
  const id = makeTalkId(visitor.id, input.client_id);
  const files = await takeFiles(tx, visitor.id, input);
  await insertWebConversation(tx, {
    id,
    channelId: channel.id,
    openedBy: visitor.id,
    page: input.page ?? null,
    at: now,
  });
  await insertGrant(tx, { conversationId: id, visitorId: visitor.id, how: 'opened', at: now });
  return contextOf(id, visitor, given, files);
}

const answerProblems = {
  missing: 'Answer this question first.',
  unknown: 'There is no such question.',
  choice: 'Choose one of the answers offered.',
  consent: 'Agree with “true”, or leave the answer out.',
};

/** What is wrong with the answers, beside their fields; an address that is none counts, too. */
export function listAnswerFields(
  problems: readonly AnswerProblem[],
  email: GivenAnswer | undefined,
  address: string | null,
): { path: string; message: string }[] {
  const fields = problems.map(({ key, wrong }) => ({
    path: `body.answers.${key}`,
    message: answerProblems[wrong],
  }));
  if (email && address === null) {
    fields.push({ path: `body.answers.${email.key}`, message: 'This is not an e-mail address.' });
  }
  return fields;
}

/** Prepares a further message; a conversation that is not theirs is a 404 like one that never was. */
export async function goOn(
  tx: Tx,
  caller: Pick<Opener, 'session'>,
  conversationId: string,
  input: Said,
): Promise<SaidContext> {
  const { visitor } = caller.session;
  const talk = await findVisibleTalk(tx, visitor.id, conversationId);
  if (!talk) throw notFound('conversation');
  return contextOf(talk.id, visitor, [], await takeFiles(tx, visitor.id, input));
}

/** What the visitor said of themselves counts where nothing better is known. */
async function learn(
  tx: Tx,
  visitor: Visitor,
  given: readonly GivenAnswer[],
  address: string | null,
): Promise<Visitor> {
  const name =
    visitor.name ?? given.find((one) => one.kind === 'name')?.value.slice(0, 200) ?? null;
  const isProven = visitor.email_verified_at !== null;
  const email = isProven ? visitor.email : (address ?? visitor.email);
  if (name === visitor.name && email === visitor.email) return visitor;
  await updateVisitor(tx, visitor.id, { name, email });
  return { ...visitor, name, email };
}

async function takeFiles(tx: Tx, visitorId: string, { text, file_ids: ids }: Said) {
  if (!isVisible(text) && ids.length === 0) {
    throw new Invalid([{ path: 'body.text', message: 'Write something, or send a file.' }]);
  }
  const files = await listOwnFiles(tx, visitorId, [...new Set(ids)]);
  const known = new Set(files.map((file) => file.id));
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const message = 'Not a file of yours; upload it again.';
    throw new Invalid(missing.map((id) => ({ path: `body.file_ids.${id}`, message })));
  }
  return files;
}

function contextOf(
  conversationId: string,
  visitor: Visitor,
  answers: GivenAnswer[],
  files: Awaited<ReturnType<typeof listOwnFiles>>,
): SaidContext {
  const { id, subject, name, email, email_verified_how, locale } = visitor;
  return {
    conversation_id: conversationId,
    visitor: { id, subject, name, email, email_verified_how },
    locale,
    answers,
    files: files.map(({ file_name, mime_type, size_bytes, sha256 }) => ({
      file_name,
      mime_type,
      size_bytes,
      sha256: sha256.toString('hex'),
    })),
  };
}
