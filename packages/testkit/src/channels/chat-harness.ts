import { createWebUpload, type WebFile } from '@earshot/contract/web-contract.ts';
import type { ChannelHands, ChannelHarness, Said } from './channel-hands.ts';
import { openChat, type TestVisitor, visitChat } from '../web/visit-chat.ts';
import { join } from 'node:path';
import { capabilitiesByKind } from '../../../../apps/server/src/features/channels/kit/public.ts';

const TEXT_MAX = 10_000;

/** Clients make plain ids. */
const clientIdOf = (id: string) => id.replaceAll(/[^\w.-]/g, '_').slice(0, 64);

interface Thread {
  visitor: TestVisitor;
  /** Of the message that opened it. */
  openedBy: string;
  id: string;
}

/** A chat whose visitors come one by one. */
export function chatHarness(): ChannelHarness {
  return {
    kind: 'chat',
    capabilities: capabilitiesByKind.chat,
    recorded: join(
      import.meta.dirname,
      '../../../../apps/server/src/features/channels/chat/fixtures',
    ),
    async open(world, owner): Promise<ChannelHands> {
      const chat = await openChat(owner);
      const threads = new Map<string, Promise<Thread>>();
      const names = new Map<string, string>();

      async function upload(visitor: TestVisitor, file: { name: string; bytes: Buffer }) {
        const query = { file_name: file.name };
        const answer = await visitor.send(createWebUpload, { query, body: file.bytes });
        return (answer.body as WebFile).id;
      }

      async function say(said: Said, more: Record<string, unknown> = {}): Promise<void> {
        const text = said.text.slice(0, TEXT_MAX);
        const send = async (visitor: TestVisitor) => ({
          client_id: clientIdOf(said.id),
          file_ids: await Promise.all((said.files ?? []).map((file) => upload(visitor, file))),
          ...more,
        });
        const begin = async (): Promise<Thread> => {
          const visitor = await visitChat(world, chat);
          const { id } = await visitor.open(text, await send(visitor));
          return { visitor, openedBy: said.id, id };
        };
        const known = threads.get(said.thread);
        if (!known) threads.set(said.thread, begin());
        const { visitor, openedBy, id } = await threads.get(said.thread)!;
        names.set(said.id, `${id}/${clientIdOf(said.id)}`);
        if (!known) return;
        if (openedBy === said.id) await visitor.open(text, await send(visitor));
        else await visitor.say(id, text, await send(visitor));
      }

      return {
        channelId: chat.id,
        say: (said) => say(said),
        sayInOtherBytes: (said) =>
          say(said, { page: { url: 'https://shop.falk.example/again', title: 'Again' } }),
        nameOf: (said) => names.get(said.id) ?? said.id,
        textMax: TEXT_MAX,
        outside: {
          async listSent() {
            const { visitor, id } = await [...threads.values()].at(-1)!;
            const read = await visitor.read(id);
            return read
              .filter((one) => one.from === 'agent')
              .map((one) => ({ text: one.text, key: one.id }));
          },
          moods: null,
        },
        without: {
          edit: 'Visitors cannot change what they have said; they say it again.',
          takeBack: 'Visitors cannot take back what they have said.',
          signature: 'A session stands for the signature; web-session.http.test.ts forges those.',
          gap: 'What the visitor can see is recorded as sent by the same commit.',
          moods: 'The way out ends in our own tables, which are there whenever we are.',
        },
        close: async () => {},
      };
    },
  };
}
