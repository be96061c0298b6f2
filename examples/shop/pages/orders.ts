import type { WebConversation } from '@earshot/contract/web-conversation-contract.ts';
import { subscribeToPush } from '@earshot/web/push-subscription.ts';
import { createWebClient } from '@earshot/web/web-client.ts';

/** Service inside the page: each order has its own conversation, without a bubble. */
const orders = [
  { number: '4711', what: 'Crema 2, white', state: 'On its way' },
  { number: '4698', what: 'Spare lid', state: 'Delivered on 12 November' },
];

const { earshot = '', channel = '' } = document.body.dataset;
const client = createWebClient({
  server: earshot,
  channelKey: channel,
  locale: 'en',
  // The shop knows who this is; its server signs a token that says so.
  identity: async () => {
    const answer = await fetch('/identity-token');
    return ((await answer.json()) as { token: string | null }).token;
  },
});

const subjectOf = (number: string) => `Order ${number}`;
const findTalk = (number: string): WebConversation | undefined =>
  client.conversations().find((one) => one.subject === subjectOf(number));

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text = '',
  props: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  return element;
}

function createOrder({ number, what, state }: (typeof orders)[number]) {
  /** A conversation that is only on its way has no id yet. */
  let begun: string | null = null;
  const row = make('li');
  const ask = make('button', 'Ask about this order', { 'aria-expanded': 'false' });
  const talk = make('section', '', { 'aria-label': `Messages about order ${number}` });
  const said = make('ol', '', { role: 'log' });
  const promise = make('p', '', { class: 'promise' });
  const form = make('form');
  const text = make('textarea', '', { rows: '2', 'aria-label': `Message about order ${number}` });
  form.append(text, make('button', 'Send'));
  talk.append(said, promise, form);
  talk.hidden = true;
  row.append(make('h2', subjectOf(number)), make('p', `${what} · ${state}`), ask, talk);

  const threadOf = () => findTalk(number)?.id ?? begun;
  ask.addEventListener('click', () => {
    talk.hidden = !talk.hidden;
    ask.setAttribute('aria-expanded', String(!talk.hidden));
    const known = findTalk(number);
    if (known) void client.open(known.id);
    if (!talk.hidden) text.focus();
  });
  text.addEventListener('input', () => {
    const known = findTalk(number);
    if (known) client.typing(known.id);
    void client.saveDraft(number, text.value);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words !== '') void send(words);
  });
  void Promise.resolve(client.draft(number)).then((draft) => (text.value ||= draft ?? ''));

  async function send(words: string): Promise<void> {
    const thread = threadOf();
    if (thread) await client.send(thread, { text: words });
    else begun = await client.begin({ subject: subjectOf(number), text: words });
    text.value = '';
    await client.saveDraft(number, '');
  }

  function draw(): void {
    const known = findTalk(number);
    const thread = threadOf();
    ask.textContent = known ? `Messages (${known.unread} new)` : 'Ask about this order';
    promise.textContent = known?.promise?.words ?? '';
    const messages = thread ? client.messages(thread) : [];
    const waiting = thread ? client.outgoing(thread) : [];
    said.replaceChildren(
      ...messages.map((one) =>
        make('li', one.text, { class: one.from === 'visitor' ? 'mine' : 'theirs' }),
      ),
      ...waiting
        .filter((one) => !messages.some((message) => message.client_id === one.client_id))
        .map((one) => make('li', `${one.text} (sending)`, { class: 'mine' })),
    );
    const last = messages.at(-1);
    if (known && last && !talk.hidden) client.read(known.id, last.seq);
  }

  return { row, draw };
}

const rows = orders.map(createOrder);
document.querySelector('#orders')?.append(...rows.map((one) => one.row));
const link = document.querySelector('#link');
client.on((event) => {
  if (event.type === 'link' && link) {
    link.textContent = event.state === 'offline' ? 'No connection; what you write is kept.' : '';
  }
  for (const one of rows) one.draw();
});
window.addEventListener('online', () => client.check());
window.addEventListener('offline', () => client.check(false));
/** Answers are announced while no page is open, where the visitor and the channel want it. */
async function offerPush(): Promise<void> {
  if (!('serviceWorker' in navigator && 'PushManager' in window)) return;
  if (!(await client.settings()).push) return;
  const registration = await navigator.serviceWorker.register(trust('/push-worker.ts'));
  const subscribe = () => subscribeToPush(client, { registration });
  if (Notification.permission === 'granted') {
    await subscribe();
    return;
  }
  const button = make('button', 'Tell me when there is an answer');
  button.addEventListener('click', () => {
    // Whoever says no is not asked again.
    subscribe()
      .catch(() => undefined)
      .finally(() => button.remove());
  });
  document.querySelector('#orders')?.before(button);
}

/** Under `require-trusted-types-for` the address of a script must be vouched for. */
function trust(url: string): string {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: {
      createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
    };
  };
  const rules = { createScriptURL: (given: string) => given };
  return trustedTypes?.createPolicy('shop', rules).createScriptURL(url) ?? url;
}

void offerPush().catch(() => undefined);
await client.start();
for (const one of client.conversations()) await client.open(one.id);
