import { createComposer } from './composer-box.ts';
import { el, fill } from './draw.ts';
import { createMessageLog } from './message-log.ts';
import { sayProblem, type Context } from './widget-context.ts';

/** A part of the panel that is on screen. */
export interface View {
  box: HTMLElement;
  title: string;
  subtitle: string;
  /** Draws what changed. */
  update(): void;
  typing?(name: string, isTyping: boolean): void;
  focus(): void;
  /** The conversation has its id now. */
  rename?(id: string): void;
}

/** Nobody has been heard typing for this long. */
const typingEnds_ms = 8_000;

/** One conversation: what was said, what happens next, and where to write. */
export function createTalkView(context: Context, given: string): View {
  let thread = given;
  const { client, settings, speech } = context;
  const { t } = speech;
  const log = createMessageLog(context);
  const typing = el('p', { class: 'typing', role: 'status' });
  const notice = el('p', { class: 'faint notice', role: 'status' });
  const deeds = el('div', { class: 'deeds' });
  const cards = el('div');
  const composer = createComposer({
    ...context,
    thread: () => thread,
    async send(message) {
      await client.send(thread, message);
      log.toEnd();
      return true;
    },
    onType: (text) => {
      if (text) client.typing(thread, settings.whisper ? text : undefined);
    },
  });
  let endOfTyping: ReturnType<typeof setTimeout> | undefined;
  let drawnFor = '';
  let saidEnding = false;

  async function attempt(work: Promise<unknown>, words: string): Promise<void> {
    await work.then(
      () => fill(notice, words),
      (error: unknown) => fill(notice, sayProblem(error, speech)),
    );
  }

  function deed(words: string, click: () => void, className = 'plain'): HTMLButtonElement {
    return el('button', { type: 'button', class: className, click }, words);
  }

  function endWith(solved: boolean): void {
    const answering = client.answerEnding(thread, solved).then(() => (saidEnding = true));
    void attempt(answering, t(solved ? 'thanks' : 'notSolved')).then(showDeeds);
    if (!solved) composer.focus();
  }

  function showDeeds(): void {
    const one = client.conversation(thread);
    const last = client.messages(thread).at(-1);
    const replies = last && last.from !== 'visitor' ? last.quick_replies : [];
    const address = one?.continues_by_mail;
    const isOffered =
      one && !address && !client.visitor()?.email_verified && !cards.hasChildNodes();
    if (one?.state !== 'resolved') saidEnding = false;
    const asks = one?.state === 'resolved' && !saidEnding;
    const key = JSON.stringify([one?.served_by, asks, replies, isOffered]);
    if (key === drawnFor) return;
    drawnFor = key;
    fill(
      deeds,
      ...replies.map((words) => deed(words, () => composer.say(words), 'chip')),
      one?.served_by === 'bot' &&
        deed(t('person'), () => void attempt(client.askForPerson(thread), t('personAsked'))),
      asks && el('span', {}, t('solved')),
      asks && deed(t('yes'), () => endWith(true)),
      asks && deed(t('no'), () => endWith(false)),
      isOffered && deed(t('follow'), () => void showMail()),
    );
    if (address) fill(notice, t('followsTo', { address }));
  }

  async function showMail(): Promise<void> {
    const { createMailCard } = await import('./mail-card.ts');
    fill(cards, createMailCard(context));
    showDeeds();
    cards.querySelector('input')?.focus();
  }

  const view: View = {
    box: el(
      'div',
      { class: 'talk' },
      log.box,
      el('footer', {}, cards, typing, notice, deeds, composer.form),
    ),
    title: '',
    subtitle: '',
    update() {
      const one = client.conversation(thread);
      const name = settings.title || settings.organisation;
      view.title = one?.agent?.name ?? (one?.subject || name);
      const number = one?.case_number;
      const over = one && one.state !== 'our_turn' && t(one.state);
      const state = one?.promise?.words ?? (over || settings.availability.words);
      view.subtitle = [number && t('number', { number }), state].filter(Boolean).join(' · ');
      log.show(thread, one?.agent_read_seq ?? 0);
      showDeeds();
    },
    typing(name, isTyping) {
      clearTimeout(endOfTyping);
      fill(typing, isTyping && t('typing', { name }));
      endOfTyping = setTimeout(() => fill(typing), typingEnds_ms);
    },
    focus: composer.focus,
    rename(id) {
      void client.saveDraft(thread, '');
      thread = id;
      void client.saveDraft(thread, composer.text());
    },
  };
  return view;
}
