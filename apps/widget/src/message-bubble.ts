import type { WebFile } from '@earshot/contract/web-contract.ts';
import type { WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import type { Outgoing } from '@earshot/web/send-queue.ts';
import { type Child, el, icon } from './draw.ts';
import type { Context } from './widget-context.ts';

/** Plain text with its web addresses as links; everything else stays text. */
export function writeText(text: string): HTMLParagraphElement {
  const parts = text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?')\]])/);
  const children = parts.map((part, index) => {
    const outside = { href: part, target: '_blank', rel: 'noopener noreferrer nofollow' };
    return index % 2 === 1 ? el('a', outside, part) : part;
  });
  return el('p', { dir: 'auto' }, ...children);
}

/** One message of the conversation. */
export function drawMessage(message: WebMessage, context: Context): HTMLElement {
  const { speech } = context;
  const { from, author, text, files, deleted } = message;
  const own = from === 'visitor';
  const name = from === 'bot' && author ? speech.t('bot', { name: author }) : author;
  const remarks = [
    speech.time(message.at),
    message.channel === 'email' && speech.t('byMail'),
    message.edited_at && !deleted && speech.t('edited'),
  ].filter(Boolean);
  return el(
    'li',
    { class: own ? 'own' : from, 'data-at': message.at },
    el('span', { class: name ? 'who' : 'hidden' }, own ? speech.t('you') : name),
    deleted && el('p', { class: 'faint' }, speech.t('deleted')),
    !deleted && text !== '' && el('div', { class: 'said' }, writeText(text)),
    ...(deleted ? [] : files.map((file) => drawFile(file, context))),
    el('small', {}, remarks.join(' · ')),
  );
}

/** One that is still on its way, with what can be done where it was refused. */
export function drawOutgoing(entry: Outgoing, { client, speech }: Context): HTMLElement {
  const { client_id: id, problem, state, text } = entry;
  const words = problem
    ? speech.t('notSent', { why: problem.words })
    : speech.t(state === 'accepted' ? 'sent' : 'sending');
  const deeds: Child[] = problem
    ? [
        el('button', { type: 'button', click: () => void client.again(id) }, speech.t('again')),
        el(
          'button',
          { type: 'button', click: () => void client.discard(id) },
          speech.t('takeBack'),
        ),
      ]
    : [];
  return el(
    'li',
    { class: problem ? 'own bad' : 'own', 'data-at': new Date(entry.at_ms).toISOString() },
    el('span', { class: 'hidden' }, speech.t('you')),
    text !== '' && el('div', { class: 'said' }, writeText(text)),
    ...entry.file_names.map((name) => el('div', { class: 'file' }, icon('file'), name)),
    el('small', {}, words, ...deeds),
  );
}

function drawFile(file: WebFile, { client, speech }: Context): HTMLElement {
  const { id, file_name: name, size_bytes: size } = file;
  const open = async () => {
    const url = URL.createObjectURL(await client.file(id));
    const link = el('a', { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const label = `${speech.t('download', { name })}, ${speech.size(size)}`;
  const button = el(
    'button',
    { type: 'button', class: 'file', 'aria-label': label, click: () => void open() },
    icon('file'),
    el('span', {}, name),
    el('small', {}, speech.size(size)),
  );
  if (file.preview) {
    void Promise.all([client.file(id, true), import('./draw-picture.ts')])
      .then(([blob, { drawPicture }]) => drawPicture(blob))
      .then((canvas) => button.prepend(canvas))
      // Without its picture the file is still there by its name.
      .catch(() => undefined);
  }
  return button;
}
