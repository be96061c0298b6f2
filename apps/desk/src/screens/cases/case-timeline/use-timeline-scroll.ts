import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/** So near to the end somebody reads the newest. */
const end_px = 60;
/** So near to the top the earlier messages are fetched. */
const top_px = 400;
const gap_px = 12;

/**
 * opening: the newest message is kept in place while pictures and frames grow; free: the reader’s.
 */
type Mode = 'opening' | 'free';

interface Anchor {
  element: HTMLElement;
  top_px: number;
  /** The end was in view: it stays there when the box itself grows or shrinks. */
  atEnd: boolean;
  box_px: number;
}

export interface TimelineScroll {
  scroller: React.RefObject<HTMLDivElement | null>;
  content: React.RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Leads to the end, to the first of what is new. */
  showNewest: (key?: string) => void;
  /** Leads to one entry and marks it for a moment. */
  show: (key: string) => void;
  isAtEnd: () => boolean;
}

function entriesOf(content: HTMLElement): HTMLElement[] {
  return [...content.querySelectorAll<HTMLElement>('[data-entry]')];
}

function findEntry(content: HTMLElement | null, key: string): HTMLElement | null {
  return content?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`) ?? null;
}

/**
 * Keeps what is being read where it is, whatever grows, arrives or is fetched around it: frames
 * that learn their height, earlier messages above, new ones below.
 */
export function useTimelineScroll(options: {
  onNearTop: () => void;
  onReachEnd: () => void;
}): TimelineScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const mode = useRef<Mode>('opening');
  const anchor = useRef<Anchor | null>(null);
  /** The entry at which the case was opened: the newest of what was said. */
  const opening = useRef<HTMLElement | null>(null);
  const { onNearTop, onReachEnd } = options;

  const remember = useCallback(() => {
    const [box, inside] = [scroller.current, content.current];
    if (!box || !inside) return;
    const { scrollTop } = box;
    const seen = entriesOf(inside).find((one) => one.offsetTop + one.offsetHeight > scrollTop);
    const atEnd = box.scrollHeight - box.clientHeight - scrollTop < end_px;
    const box_px = box.clientHeight;
    const top_px = (seen?.offsetTop ?? 0) - scrollTop;
    anchor.current = seen ? { element: seen, top_px, atEnd, box_px } : null;
  }, []);

  const settle = useCallback(() => {
    const [box, inside] = [scroller.current, content.current];
    if (!box || !inside) return;
    if (mode.current === 'opening') {
      const last = inside
        .querySelectorAll<HTMLElement>('[data-said]')
        .item(inside.querySelectorAll('[data-said]').length - 1);
      const end = inside.scrollHeight - box.clientHeight;
      box.scrollTop = last ? Math.min(last.offsetTop - gap_px, end) : end;
      remember();
      return;
    }
    const kept = anchor.current;
    if (kept === null || !kept.element.isConnected) return;
    if (kept.atEnd && box.clientHeight !== kept.box_px) {
      box.scrollTop = box.scrollHeight;
      remember();
      return;
    }
    const moved = kept.element.offsetTop - box.scrollTop - kept.top_px;
    if (Math.abs(moved) >= 1) box.scrollTop += moved;
  }, [remember]);

  useLayoutEffect(settle);

  useEffect(() => {
    const [box, inside] = [scroller.current, content.current];
    if (!box || !inside) return undefined;
    const watch = new ResizeObserver(settle);
    watch.observe(inside);
    watch.observe(box);
    const free = () => (mode.current = 'free');
    const names = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
    for (const name of names) box.addEventListener(name, free, { passive: true });
    return () => {
      watch.disconnect();
      for (const name of names) box.removeEventListener(name, free);
    };
  }, [settle]);

  const isAtEnd = useCallback(() => {
    const box = scroller.current;
    return box === null || box.scrollHeight - box.clientHeight - box.scrollTop < end_px;
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    remember();
    if (mode.current === 'free' && box.scrollTop < top_px) onNearTop();
    if (isAtEnd()) onReachEnd();
  }, [remember, isAtEnd, onNearTop, onReachEnd]);

  const showNewest = useCallback((key?: string) => {
    mode.current = 'free';
    const box = scroller.current;
    if (box === null) return;
    const first = key === undefined ? null : findEntry(content.current, key);
    const end = box.scrollHeight - box.clientHeight;
    const top = first ? Math.min(first.offsetTop - gap_px, end) : end;
    box.scrollTo({ top, behavior: 'smooth' });
  }, []);

  const show = useCallback((key: string) => {
    mode.current = 'free';
    const entry = findEntry(content.current, key);
    if (entry === null) return;
    scroller.current?.scrollTo({ top: entry.offsetTop - gap_px });
    entry.dataset['shown'] = '';
    setTimeout(() => delete entry.dataset['shown'], 1_600);
    entry.focus({ preventScroll: true });
  }, []);

  return { scroller, content, onScroll, showNewest, show, isAtEnd };
}
