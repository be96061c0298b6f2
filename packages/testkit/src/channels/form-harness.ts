import { createChannel } from '@earshot/contract/channel-contract.ts';
import { createWebFormStamp, createWebSubmission } from '@earshot/contract/web-form-contract.ts';
import type { ChannelHands, ChannelHarness, Said } from './channel-hands.ts';
import { join } from 'node:path';
import { capabilitiesByKind } from '../../../../apps/server/src/features/channels/kit/public.ts';

const TEXT_MAX = 10_000;

/** A form that asks for an address. */
export function formHarness(): ChannelHarness {
  return {
    kind: 'form',
    capabilities: capabilitiesByKind.form,
    recorded: join(
      import.meta.dirname,
      '../../../../apps/server/src/features/channels/form/fixtures',
    ),
    async open(world, owner): Promise<ChannelHands> {
      const web = { questions: [{ key: 'email', kind: 'email' as const, label: 'Address' }] };
      const channel = await owner.call(createChannel, {
        body: { kind: 'form', name: 'Form', web },
      });
      const to = { channelKey: channel.address };
      const stamps = new Map<string, string>();
      async function say(said: Said, more: Record<string, unknown> = {}): Promise<void> {
        let stamp = stamps.get(said.id);
        if (!stamp) {
          ({ stamp } = await world.nobody.call(createWebFormStamp, { params: to }));
          stamps.set(said.id, stamp);
          world.clock.advance(10_000);
        }
        await world.nobody.call(createWebSubmission, {
          params: to,
          body: {
            stamp,
            text: said.text.slice(0, TEXT_MAX),
            answers: { email: said.from! },
            files: (said.files ?? []).map((file) => ({
              file_name: file.name,
              mime_type: 'application/octet-stream',
              content_base64: file.bytes.toString('base64'),
            })),
            ...more,
          },
        });
      }

      return {
        channelId: channel.id,
        say: (said) => say(said),
        sayInOtherBytes: (said) => say(said, { subject: 'Sent once more' }),
        nameOf: (said) => stamps.get(said.id)?.split('.')[1] ?? said.id,
        textMax: TEXT_MAX,
        outside: null,
        without: {
          edit: 'A form that was sent is not changed; who has more to say sends another.',
          takeBack: 'A form that was sent is not taken back by itself; people ask for it.',
          signature: 'Nobody signs a form; its stamp keeps programs and repetitions out.',
          outside: 'Nothing leaves by a form; its people are answered by the mailbox it names.',
          thread: 'Every submission of a form is a matter of its own.',
        },
        close: async () => {},
      };
    },
  };
}
