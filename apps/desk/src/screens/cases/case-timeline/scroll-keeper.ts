/** So near to the end somebody reads the newest. */
const end_px = 60;
/** So near to the top the earlier messages are fetched. */
const earlier_px = 400;
const gap_px = 12;
const marked_ms = 1_600;
/** No smooth way takes longer; its end is told before where the browser can. */
const way_ms = 900;

interface Anchor {
  element: HTMLElement;
  /** Its distance from the upper edge. */
  top_px: number;
  /** The end was in view: it stays there when the box itself grows or shrinks. */
  atEnd: boolean;
  box_px: number;
}

export interface KeeperListeners {
  onNearTop: () => void;
  onReachEnd: () => void;
}

/** What the reader does with the box: from then on it is theirs. */
const gestures = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/**
 * Keeps what is being read where it is, whatever grows, arrives or is fetched around it: frames
 * that learn their height, earlier messages above, new ones below. Until the reader scrolls, it is
 * the newest of what was said when the case was opened.
 */
export class ScrollKeeper {
  #box: HTMLElement | null = null;
  #opening: HTMLElement | null = null;
  #free = false;
  #anchor: Anchor | null = null;
  /** Until when it is on its way to what is new; nothing may hold it back. */
  #travels: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners: KeeperListeners;

  constructor(listeners: KeeperListeners) {
    this.#listeners = listeners;
  }

  /** Begins with a box whose only child holds the entries; the answer ends it. */
  attach(box: HTMLElement): () => void {
    this.#box = box;
    const watch = new ResizeObserver(() => this.settle());
    watch.observe(box);
    if (box.firstElementChild) watch.observe(box.firstElementChild);
    const free = () => (this.#free = true);
    const onScroll = () => this.#onScroll();
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const name of gestures) box.addEventListener(name, free, { passive: true });
    this.settle();
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', onScroll);
      for (const name of gestures) box.removeEventListener(name, free);
      this.#box = null;
    };
  }

  /** Puts the anchor back where it was; called after every change of the content. */
  settle(): void {
    const box = this.#box;
    if (box === null) return;
    if (!this.#free) {
      this.#open(box);
      return;
    }
    const kept = this.#anchor;
    if (this.#travels !== undefined) return;
    if (kept === null || !kept.element.isConnected) return;
    if (kept.atEnd && box.clientHeight !== kept.box_px) {
      box.scrollTop = box.scrollHeight;
      this.#remember(box);
      return;
    }
    const moved_px = kept.element.offsetTop - box.scrollTop - kept.top_px;
    if (Math.abs(moved_px) >= 1) box.scrollTop += moved_px;
  }

  #open(box: HTMLElement): void {
    this.#opening ??= [...box.querySelectorAll<HTMLElement>('[data-said]')].at(-1) ?? null;
    const last = this.#opening;
    const end = box.scrollHeight - box.clientHeight;
    box.scrollTop = last ? Math.min(last.offsetTop - gap_px, end) : end;
    this.#remember(box);
  }

  #remember(box: HTMLElement): void {
    const { scrollTop, clientHeight: box_px } = box;
    const entries = [...box.querySelectorAll<HTMLElement>('[data-entry]')];
    const element = entries.find((one) => one.offsetTop + one.offsetHeight > scrollTop);
    const atEnd = this.isAtEnd();
    this.#anchor = element
      ? { element, top_px: element.offsetTop - scrollTop, atEnd, box_px }
      : null;
  }

  #onScroll(): void {
    const box = this.#box;
    if (box === null) return;
    this.#remember(box);
    if (this.#free && box.scrollTop < earlier_px) this.#listeners.onNearTop();
    if (this.isAtEnd()) this.#listeners.onReachEnd();
  }

  /** Whether the newest is in view. */
  isAtEnd(): boolean {
    const box = this.#box;
    return box === null || box.scrollHeight - box.clientHeight - box.scrollTop < end_px;
  }

  /** Leads to the first of what is new: its beginning, or the end where that shows all of it. */
  showNewest(key: string): void {
    this.#free = true;
    const box = this.#box;
    if (box === null) return;
    const first = this.#find(key);
    const end = box.scrollHeight - box.clientHeight;
    const top = first ? Math.min(first.offsetTop - gap_px, end) : end;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    box.scrollTo({ top, behavior: calm ? 'instant' : 'smooth' });
    if (!calm) this.#travel(box);
  }

  #travel(box: HTMLElement): void {
    clearTimeout(this.#travels);
    const arrive = () => {
      clearTimeout(this.#travels);
      this.#travels = undefined;
      this.#remember(box);
    };
    this.#travels = setTimeout(arrive, way_ms);
    box.addEventListener('scrollend', arrive, { once: true });
  }

  /** Leads to one entry and marks it for a moment. */
  show(key: string): void {
    this.#free = true;
    const entry = this.#find(key);
    if (entry === null) return;
    this.#box?.scrollTo({ top: entry.offsetTop - gap_px });
    entry.dataset['shown'] = '';
    setTimeout(() => delete entry.dataset['shown'], marked_ms);
    entry.focus({ preventScroll: true });
  }

  #find(key: string): HTMLElement | null {
    return this.#box?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`) ?? null;
  }
}
