import { createChannel } from '../../features/channels/create-channel.ts';
import { demoFirm } from '../../features/demo/demo-people.ts';
import { systemActor } from '../../platform/actor.ts';
import type { SecretBox } from '../../platform/crypto/secret-box.ts';
import type { Database } from '../../platform/db/database.ts';

const email = {
  key: 'email',
  kind: 'email' as const,
  label: 'Ihre E-Mail-Adresse',
  purpose: 'Damit die Antwort Sie erreicht, auch wenn Sie gehen.',
  required: false,
  choices: [],
};
const name = {
  key: 'name',
  kind: 'name' as const,
  label: 'Ihr Name',
  purpose: 'Damit wir Sie ansprechen können.',
  required: false,
  choices: [],
};
const order = {
  key: 'order_number',
  kind: 'order_number' as const,
  label: 'Bestellnummer',
  purpose: 'Damit wir nicht nachfragen müssen. Sie steht auf der Rechnung.',
  required: false,
  choices: [],
};

/**
 * A chat and a web form of the firm of the named world, each with a page of its own that can be
 * tried at once; answers follow by the mailbox with this id. Answers the id of the chat.
 */
export async function openDemoPages(
  deps: { db: Database; box: SecretBox },
  accountId: string,
  place: { teamId: string; mailboxId: string },
): Promise<{ chatId: string }> {
  const actor = systemActor(accountId, 'demo');
  const common = {
    team_id: place.teamId,
    locale: 'de' as const,
    settings: {},
    imap: null,
    smtp_url: null,
    dkim: null,
  };
  const chatId = await createChannel(deps, actor, {
    ...common,
    kind: 'chat',
    name: 'Chat im Laden',
    web: {
      title: demoFirm.name,
      greeting: 'Guten Tag! Womit können wir helfen?',
      questions: [name, email],
      quick_replies: ['Wo ist mein Paket?', 'Ich brauche ein Ersatzteil.'],
      whisper: true,
      continue_by_channel_id: place.mailboxId,
    },
  });
  await createChannel(deps, actor, {
    ...common,
    kind: 'form',
    name: 'Kontaktformular',
    web: {
      title: demoFirm.name,
      questions: [name, { ...email, required: true }, order],
      continue_by_channel_id: place.mailboxId,
    },
  });
  return { chatId };
}
