import { createChannel, createChannelSecret } from '@earshot/contract/channel-contract.ts';
import {
  createWebConversation,
  createWebMessage,
  listWebMessages,
  type WebConversation,
  type WebMessage,
} from '@earshot/contract/web-conversation-contract.ts';
import { createWebSession, type WebSession } from '@earshot/contract/web-contract.ts';
import type { OperationShape } from '@earshot/contract/operation.ts';
import { createHmac, randomUUID } from 'node:crypto';
import type { Answer, Caller, LooseInput } from '../http/call-operation.ts';
import type { TestApp, TestMember } from '../http/start-test-app.ts';

/** The page on which the chat of the tests is embedded. */
export const shopOrigin = 'https://shop.falk.example';

export interface TestChat {
  id: string;
  key: string;
  /** Signs who a visitor is. */
  identitySecret: string;
}

/** A chat channel of this administrator’s account, with an identity secret. */
export async function openChat(
  administrator: TestMember,
  web: Record<string, unknown> = {},
): Promise<TestChat> {
  const channel = await administrator.call(createChannel, {
    body: {
      kind: 'chat',
      name: 'Shop chat',
      locale: 'en',
      web: { allowed_origins: [shopOrigin], ...web },
    },
  });
  const { secret } = await administrator.call(createChannelSecret, {
    params: { channelId: channel.id },
    body: { kind: 'identity' },
  });
  return { id: channel.id, key: channel.address, identitySecret: secret };
}

/** A JWT as a shop would make it by hand: HS256 unless told otherwise. */
export function makeIdentityToken(
  secret: string,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  const sign = createHmac('sha256', secret).update(signed).digest('base64url');
  return `${signed}.${header['alg'] === 'none' ? '' : sign}`;
}

/** A browser in which the chat is open. */
export interface TestVisitor {
  readonly session: WebSession;
  /** Any operation as this visitor. */
  send(operation: OperationShape, input?: LooseInput): Promise<Answer>;
  /** Opens a conversation. */
  open(text: string, more?: Record<string, unknown>): Promise<Opened>;
  /** Says something more. */
  say(conversationId: string, text: string, more?: Record<string, unknown>): Promise<Answer>;
  /** All messages of a conversation. */
  read(conversationId: string, afterSeq?: number): Promise<WebMessage[]>;
}

export type Opened = WebConversation & { messages: WebMessage[] };

/** Begins a session, with whatever the body says. */
export async function visitChat(
  app: Pick<TestApp, 'nobody'>,
  chat: TestChat,
  body: Record<string, unknown> = {},
): Promise<TestVisitor> {
  const answer = await app.nobody.send(createWebSession, {
    params: { channelKey: chat.key },
    body,
    headers: { origin: shopOrigin },
  });
  if (answer.status !== 201) {
    throw new Error(`The session was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return asVisitor(app.nobody, chat, answer.body as WebSession);
}

function asVisitor(nobody: Caller, chat: TestChat, session: WebSession): TestVisitor {
  const send: TestVisitor['send'] = (operation, input = {}) =>
    nobody.send(operation, {
      ...input,
      params: { channelKey: chat.key, ...input.params },
      headers: {
        authorization: `Bearer ${session.token}`,
        origin: shopOrigin,
        ...input.headers,
      },
    });
  return {
    session,
    send,
    async open(text, more = {}) {
      const answer = await send(createWebConversation, {
        body: { client_id: randomUUID(), text, ...more },
      });
      if (answer.status !== 201) throw new Error(`Not opened: ${JSON.stringify(answer.body)}`);
      return answer.body as Opened;
    },
    say: (conversationId, text, more = {}) =>
      send(createWebMessage, {
        params: { conversationId },
        body: { client_id: randomUUID(), text, ...more },
      }),
    async read(conversationId, afterSeq = 0) {
      const answer = await send(listWebMessages, {
        params: { conversationId },
        query: { after_seq: afterSeq },
      });
      if (answer.status !== 200) throw new Error(`Not read: ${JSON.stringify(answer.body)}`);
      return (answer.body as { items: WebMessage[] }).items;
    },
  };
}
