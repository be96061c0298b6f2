import { createWebClient, type WebEvent } from '@earshot/web/web-client.ts';
import { el, fill, icon, iconButton } from './draw.ts';
import { keepFocus } from './keep-focus.ts';
import { paintHost } from './fit-accent.ts';
import { loadSpeech, type Speech } from './speak.ts';
import { createStartView } from './start-view.ts';
import { createTalkView, type View } from './talk-view.ts';
import { watchPage } from './watch-page.ts';
import { sayProblem, type Context } from './widget-context.ts';
import type { Mount, Panel } from './widget-mount.ts';

/** A connection that stands again sooner is not worth a word. */
const calmFor_ms = 1_500;

/** Brings the panel: its words, its client, and what an earlier visit left. */
export async function openPanel(mount: Mount): Promise<Panel> {
  const speech = await loadSpeech(mount.locale || mount.settings.locale);
  paintHost(mount.host, mount.root, mount.settings.theme);
  return createPanel(mount, speech);
}

function createPanel(mount: Mount, speech: Speech): Panel {
  const { settings, root, host, mode, onClose, onUnread } = mount;
  const { t } = speech;
  const client = createWebClient({
    server: mount.server,
    channelKey: mount.channelKey,
    locale: mount.locale || undefined,
    identity: mount.identity,
    ...(mount.sharesPage ? { page: () => ({ title: document.title, url: location.href }) } : {}),
  });
  const context: Context = { client, settings, speech, root, go };
  let playSound: (() => void) | null = null;
  let view: View | null = null;
  let thread: string | null = null;
  let isShown = false;
  let isStarted: Promise<void> | null = null;

  const heading = el(mode === 'page' ? 'h1' : 'h2', { id: 'title', tabindex: -1, dir: 'auto' });
  const sub = el('p', { class: 'sub', dir: 'auto' });
  const back = iconButton('back', t('back'), () => go(null));
  const bell = iconButton('mute', t('soundOn'), () => void turnSound());
  const shut = mode === 'bubble' && iconButton('close', t('close'), onClose);
  const banner = el('p', { class: 'banner', role: 'status', hidden: true });
  const place = el('div', { class: 'place' });
  const panel = el(
    'section',
    {
      class: `panel ${mode === 'page' ? mode : 'over'}`,
      role: mode === 'bubble' ? 'dialog' : 'region',
      'aria-labelledby': 'title',
    },
    el('header', {}, back, el('div', {}, heading, sub), bell, shut),
    banner,
    place,
  );
  panel.hidden = true;
  root.append(panel);

  /** Off until the visitor turns it on; loaded only then. */
  async function turnSound(): Promise<void> {
    playSound = playSound ? null : (await import('./make-sound.ts')).makeSound();
    fill(bell, icon(playSound ? 'bell' : 'mute'));
    bell.title = bell.ariaLabel = t(playSound ? 'soundOff' : 'soundOn');
  }

  function draw(): void {
    view?.update();
    fill(heading, view?.title);
    fill(sub, view?.subtitle);
    back.hidden = !canGoBack();
    onUnread(client.unread());
    if (isShown && thread && document.visibilityState === 'visible') {
      client.read(thread, client.messages(thread).at(-1)?.seq ?? 0);
    }
  }

  function canGoBack(): boolean {
    return view !== null && (thread !== null || isBeginning) && client.conversations().length > 0;
  }

  let isBeginning = false;
  function put(next: View): void {
    view = next;
    place.replaceChildren(next.box);
    draw();
    if (isShown) next.focus();
  }

  function begin(): void {
    thread = null;
    isBeginning = true;
    put(createStartView(context, mount.sharesPage));
  }

  function go(next: string | null): void {
    if (next === null && client.conversations().length === 0) return begin();
    isBeginning = false;
    thread = next;
    if (next === null) return void list();
    put(createTalkView(context, next));
    if (!next.startsWith('new:')) void client.open(next).catch(() => undefined);
  }

  async function list(): Promise<void> {
    const { createListView } = await import('./list-view.ts');
    if (thread === null && !isBeginning) put(createListView(context, begin));
  }

  /** The one conversation that is going on, else all of them, else the beginning. */
  function goHome(): void {
    const open = client.conversations();
    const waiting = client.outgoing().at(-1)?.thread;
    go(waiting ?? (open.length === 1 ? open[0]!.id : null));
  }

  let worry: ReturnType<typeof setTimeout> | undefined;
  function showLink(): void {
    clearTimeout(worry);
    const state = client.link();
    if (state === 'live' || state === 'idle') {
      banner.hidden = true;
      return;
    }
    const words = t(state === 'offline' ? 'offline' : 'catchingUp');
    worry = setTimeout(() => {
      fill(banner, words);
      banner.hidden = false;
    }, calmFor_ms);
  }

  function hear(event: WebEvent): void {
    if (event.type === 'link') return showLink();
    if (event.type === 'typing') {
      if (event.conversation_id === thread) view?.typing?.(event.name, event.typing);
      return;
    }
    if (event.type === 'begun' && event.thread === thread) {
      thread = event.conversation_id;
      view?.rename?.(thread);
    }
    if (event.type === 'messages' && event.arrived.length > 0 && hasStarted) playSound?.();
    draw();
  }

  let hasStarted = false;
  function start(): Promise<void> {
    isStarted ??= client
      .start(mount.returnToken)
      .catch((error: unknown) => {
        const isLink = (error as { code?: string }).code === 'return_refused';
        // Our own page says why it leads no longer, and mails another one.
        if (isLink && mode === 'page') location.replace(`/w/${mount.returnToken}`);
        fill(banner, isLink ? t('linkEnded') : sayProblem(error, speech));
        banner.hidden = false;
        // Whatever was kept here goes on even where the link does not.
        return isLink ? client.start().catch(() => undefined) : undefined;
      })
      .then(() => {
        hasStarted = true;
        if (view === null || (!isBeginning && thread === null) || !isShown) goHome();
      });
    return isStarted;
  }

  client.on(hear);
  watchPage(client, draw);
  // The keyboard of a phone takes its room from the page that is seen, not from the page.
  visualViewport?.addEventListener('resize', () => {
    panel.style.setProperty('--seen', `${visualViewport!.height}px`);
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && mode === 'bubble') onClose();
    if (event.key === 'Tab' && isFull()) keepFocus(panel, root, event);
  });

  function isFull(): boolean {
    return mode === 'bubble' && matchMedia('(max-width: 480px)').matches;
  }

  void start();
  return {
    show() {
      isShown = true;
      panel.hidden = false;
      if (mode === 'bubble') panel.setAttribute('aria-modal', String(isFull()));
      host.dataset['open'] = 'yes';
      if (view) draw();
      else fill(place, el('p', { class: 'faint notice' }, t('loading')));
      view?.focus();
    },
    hide() {
      isShown = false;
      panel.hidden = true;
    },
    identified() {
      isStarted = null;
      void start();
    },
    async forget() {
      await client.forget();
      begin();
    },
  };
}
