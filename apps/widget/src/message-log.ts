import type { WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { el } from './draw.ts';
import { drawMessage, drawOutgoing } from './message-bubble.ts';
import type { Context } from './widget-context.ts';

/** Nearer to the end than this, what comes is scrolled into view. */
const nearEnd_px = 80;

/** The messages of one conversation; only what changed is drawn anew. */
export function createMessageLog(context: Context) {
  const { t, day } = context.speech;
  const list = el('ol');
  const more = el(
    'button',
    { type: 'button', class: 'more', hidden: true, click: () => toEnd() },
    t('newMessages'),
  );
  const scroll = el(
    'div',
    {
      class: 'scroll',
      tabindex: 0,
      role: 'log',
      'aria-label': t('conversation'),
      'aria-live': 'off',
    },
    list,
  );
  const drawn = new Map<string, { key: string; row: HTMLElement }>();
  let isAtEnd = true;
  let hasShown = false;

  scroll.addEventListener('scroll', () => {
    isAtEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd_px;
    if (isAtEnd) more.hidden = true;
  });

  // What is written below takes room from it, and pictures take theirs when they come.
  const watch = new ResizeObserver(() => isAtEnd && toEnd());
  watch.observe(scroll);
  watch.observe(list);

  function toEnd(): void {
    scroll.scrollTop = scroll.scrollHeight;
    more.hidden = true;
  }

  /** The row for this, drawn anew only where `key` says that it changed. */
  function keep(id: string, key: string, draw: () => HTMLElement): HTMLElement {
    const known = drawn.get(id);
    if (known?.key === key) return known.row;
    const row = draw();
    drawn.set(id, { key, row });
    return row;
  }

  function show(thread: string, readSeq: number): void {
    const messages = context.client.messages(thread);
    const shown = new Set(messages.map((one) => one.client_id));
    const rows: HTMLElement[] = [];
    let lastDay = '';
    for (const message of messages) {
      const date = day(message.at);
      if (date !== lastDay) rows.push(keep(date, date, () => el('li', { class: 'day' }, date)));
      lastDay = date;
      // One of ours keeps its place and its row when the server has it.
      const id = message.client_id ?? message.id;
      const key = `${message.id} ${message.edited_at} ${message.deleted}`;
      rows.push(keep(id, key, () => drawMessage(message, context)));
    }
    for (const entry of context.client.outgoing(thread)) {
      if (shown.has(entry.client_id)) continue;
      const { client_id: id, state } = entry;
      rows.push(keep(id, state, () => drawOutgoing(entry, context)));
    }
    const changed = place(rows);
    mark(messages, readSeq);
    if (changed && (isAtEnd || !hasShown)) toEnd();
    else if (changed) more.hidden = false;
    hasShown ||= rows.length > 0;
    // What was there before is not read out; what comes from now on is.
    if (hasShown) setTimeout(() => scroll.setAttribute('aria-live', 'polite'), 500);
  }

  /** Puts the rows in order, touching only those that are not in their place. */
  function place(rows: readonly HTMLElement[]): boolean {
    let changed = list.children.length !== rows.length;
    const wanted = new Set<Element>(rows);
    for (const row of Array.from(list.children)) if (!wanted.has(row)) row.remove();
    rows.forEach((row, index) => {
      if (list.children[index] === row) return;
      list.insertBefore(row, list.children[index] ?? null);
      changed = true;
    });
    return changed;
  }

  /** Says of our last message whether somebody has read it. */
  function mark(messages: readonly WebMessage[], readSeq: number): void {
    list.querySelector('.mark')?.remove();
    const last = messages.findLast((one) => one.from === 'visitor' && !one.deleted);
    const row = last && drawn.get(last.client_id ?? last.id)?.row;
    const words = last && last.seq <= readSeq ? t('read') : t('sent');
    row?.querySelector(':scope > small')?.append(el('span', { class: 'mark' }, ` · ${words}`));
  }

  return { box: el('div', { class: 'log' }, scroll, more), show, toEnd };
}
