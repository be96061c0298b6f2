import type { LiveConversation } from '@earshot/contract/routing-contract.ts';
import { formatSpan } from '@earshot/ui/format-time.ts';
import { Icon } from '@earshot/ui/icon.tsx';
import { useNow } from '@earshot/ui/use-now.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useEffectEvent, type ReactElement } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import { spellPressed } from '../../actions/keyboard-rules.ts';
import { t } from '../../i18n/translate.ts';
import { AppLink, useGo } from '../../parts/app-link.tsx';
import { DueLabel } from '../../parts/due-label.tsx';
import { pathTo } from '../../paths.ts';
import styles from './dock.module.css';
import { useVisitors } from './use-live-desk.ts';

/** As many as there are digit keys. */
const digits = 9;

/** The reader’s live conversations side by side, in the order in which they began. */
export function Dock(props: { conversations: readonly LiveConversation[] }): ReactElement | null {
  const shown = props.conversations.toSorted((a, b) =>
    a.conversation_id < b.conversation_id ? -1 : 1,
  );
  useSwitching(shown);
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (shown.length === 0) return null;
  return (
    <nav className={styles['dock']} aria-label={t('dock.label')}>
      <ul>
        {shown.map((one, index) => (
          <li key={one.conversation_id}>
            <DockEntry
              conversation={one}
              place={index + 1}
              current={path.endsWith(`/${one.case.number}`)}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Alt with a digit leads to that place; another key to who waits longest. */
function useSwitching(shown: readonly LiveConversation[]): void {
  const go = useGo();
  const lead = (one: LiveConversation | undefined) => {
    if (one) go(pathTo.case(one.case.number, 'mine'));
  };
  const waiting = shown
    .filter((one) => one.waiting_since !== null && !isOpen(one))
    .toSorted((a, b) => Date.parse(a.waiting_since!) - Date.parse(b.waiting_since!));
  useAction('live.next', () => lead(waiting[0]), { when: waiting.length > 0 });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const place = /^alt\+([1-9])$/.exec(spellPressed(event) ?? '')?.[1];
    if (event.defaultPrevented || place === undefined || !shown[Number(place) - 1]) return;
    event.preventDefault();
    lead(shown[Number(place) - 1]);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function isOpen(one: LiveConversation): boolean {
  return location.pathname.endsWith(`/${one.case.number}`);
}

function DockEntry(props: {
  conversation: LiveConversation;
  place: number;
  current: boolean;
}): ReactElement {
  const { conversation, place, current } = props;
  const { case: open, unread_count: unread } = conversation;
  return (
    <AppLink
      to={pathTo.case(open.number, 'mine')}
      className={styles['entry']}
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={place <= digits ? `Alt+${place}` : undefined}
      title={`${open.subject} #${open.number}`}
    >
      <span className={styles['name']}>
        {place <= digits ? <kbd>{place}</kbd> : null}
        <b>{open.contact?.name || t('ring.unnamed')}</b>
        {unread > 0 && !current ? (
          <i className={styles['unread']}>
            {unread}
            <span className="visually-hidden"> {t('dock.unread', { count: unread })}</span>
          </i>
        ) : null}
      </span>
      <span className={styles['state']}>
        <StateWord conversation={conversation} />
        {open.next_due_at === null ? null : (
          <DueLabel due={open.next_due_at} since={conversation.waiting_since ?? open.created_at} />
        )}
      </span>
    </AppLink>
  );
}

/** Typing, waiting since when, left, or answered: one word of what matters most. */
function StateWord({ conversation }: { conversation: LiveConversation }): ReactElement {
  const { locale } = useUi();
  const now_ms = useNow();
  const visitors = useVisitors(conversation.case.id);
  const visitor = visitors.find((one) => one.conversation_id === conversation.conversation_id);
  const { waiting_since: since, served_by: servedBy } = conversation;
  if (visitor?.typing === true) {
    return (
      <span className={styles['typing']}>
        <Icon name="pencil" size={12} />
        {t('dock.typing')}
      </span>
    );
  }
  if (servedBy === 'bot') return <span>{t('dock.bot')}</span>;
  if (since !== null) {
    return <span>{t('dock.waits', { span: formatSpan(now_ms - Date.parse(since), locale) })}</span>;
  }
  const left = visitor !== undefined && !visitor.online && visitor.seen_at !== null;
  return <span>{t(left ? 'dock.left' : 'dock.answered')}</span>;
}
