import { EmptyState } from '@earshot/ui/empty-state.tsx';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button, UnstyledButton } from '@mantine/core';
import { useCallback, useEffect, type ReactElement } from 'react';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { describeError } from '../../../parts/describe-error.ts';
import styles from './case-timeline.module.css';
import { EventLines } from './event-lines.tsx';
import { MessageEntry } from './message-entry.tsx';
import { NoteEntry } from './note-entry.tsx';
import { arrangeTimeline, authorOf, idOf, type TimelineItem } from './timeline-rules.ts';
import { useNewcomers, type Newcomers } from './use-newcomers.ts';
import type { Timeline } from './use-timeline.ts';
import { useTimelineScroll } from './use-timeline-scroll.ts';

export interface CaseTimelineProps {
  caseId: string;
  timeline: Timeline;
  /** Whether something is being written, so that nothing above it may move. */
  writing: boolean;
  /** Gives the screen a way to lead to an entry. */
  onReady: (show: (key: string) => void) => void;
}

/** What was said and done in a case. Nothing that is being read moves when something arrives. */
export function CaseTimeline(props: CaseTimelineProps): ReactElement {
  const { timeline } = props;
  if (timeline.status === 'pending') return <TimelineSkeleton />;
  if (timeline.status === 'error' && timeline.entries.length === 0) {
    return (
      <div className={styles['scroller']}>
        <ErrorState
          title={t('time.failed')}
          detail={describeError(timeline.error)}
          retryLabel={t('word.retry')}
          onRetry={timeline.retry}
        />
      </div>
    );
  }
  return <LoadedTimeline {...props} />;
}

function LoadedTimeline({ caseId, timeline, writing, onReady }: CaseTimelineProps): ReactElement {
  const me = useMe();
  const { entries, hasEarlier, isLoadingEarlier, loadEarlier } = timeline;
  const newcomers = useNewcomers(entries, {
    memberId: me.member.id,
    onArrival: (first, mine) => {
      const follow = mine || (keeper.isAtEnd() && !writing);
      if (follow) requestAnimationFrame(() => keeper.showNewest(idOf(first)));
      return follow;
    },
  });
  const { keeper, place } = useTimelineScroll({
    onNearTop: () => {
      if (hasEarlier && !isLoadingEarlier) loadEarlier();
    },
    onReachEnd: newcomers.clear,
  });
  const show = useCallback((key: string) => keeper.show(key), [keeper]);
  useEffect(() => onReady(show), [onReady, show]);
  useLinkedEntry(show);
  const items = arrangeTimeline(entries);
  return (
    <div className={styles['place']}>
      <div
        ref={place}
        className={styles['scroller']}
        // Keys scroll it: a region that scrolls must be reachable (WCAG 2.1.1).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={t('time.label')}
      >
        <div className={styles['content']}>
          <Beginning timeline={timeline} />
          {items.length === 0 ? <EmptyState title={t('time.empty')} /> : null}
          <Items items={items} caseId={caseId} arrived={newcomers.arrived} />
        </div>
      </div>
      <NewPill
        newcomers={newcomers}
        onShow={(key) => {
          keeper.showNewest(key);
          newcomers.clear();
        }}
      />
      <div className="visually-hidden" role="status" aria-live="polite">
        {newcomers.words}
      </div>
    </div>
  );
}

/** Whether a person said it: where a case is opened. */
function isSaid(item: TimelineItem): boolean {
  return ['note', 'message', 'side', 'bounce'].includes(lookOf(item));
}

/** By which it is set apart from its neighbours. */
function lookOf(item: TimelineItem): string {
  if (item.kind !== 'message') return item.kind;
  return item.message.delivery_state === 'cancelled' ? 'cancelled' : item.message.kind;
}

function Items(props: {
  items: readonly TimelineItem[];
  caseId: string;
  arrived: ReadonlySet<string>;
}): ReactElement {
  return (
    <ol className={styles['items']}>
      {props.items.map((item) => (
        <li
          key={item.id}
          data-entry={item.id}
          data-said={isSaid(item) ? '' : undefined}
          data-look={lookOf(item)}
          data-arrived={props.arrived.has(item.id) || undefined}
          tabIndex={-1}
        >
          <Item item={item} caseId={props.caseId} />
        </li>
      ))}
    </ol>
  );
}

/** What arrived below what is being read. */
function NewPill(props: {
  newcomers: Newcomers;
  onShow: (key: string) => void;
}): ReactElement | null {
  const { unseen } = props.newcomers;
  const first = unseen[0];
  if (first === undefined) return null;
  return (
    <UnstyledButton className={styles['pill']} onClick={() => props.onShow(idOf(first))}>
      <Icon name="chevron-down" size={12} />
      {t('time.new', { count: unseen.length, name: authorOf(first) })}
    </UnstyledButton>
  );
}

/** A link that names a message leads to it once it is there. */
function useLinkedEntry(show: (key: string) => void): void {
  useEffect(() => {
    const key = location.hash.slice(1);
    if (/^[0-9a-f-]{36}$/.test(key)) setTimeout(() => show(key), 60);
  }, [show]);
}

function Beginning({ timeline }: { timeline: Timeline }): ReactElement | null {
  if (!timeline.hasEarlier) return null;
  return (
    <div className={styles['earlier']}>
      <Button variant="subtle" loading={timeline.isLoadingEarlier} onClick={timeline.loadEarlier}>
        {t('time.earlier')}
      </Button>
    </div>
  );
}

function Item({ item, caseId }: { item: TimelineItem; caseId: string }): ReactElement {
  if (item.kind === 'message')
    return <MessageEntry message={item.message} bounces={item.bounces} />;
  if (item.kind === 'note') return <NoteEntry note={item.note} />;
  return <EventLines events={item.events} caseId={caseId} />;
}

/** The shape of a message while it is fetched. */
export function TimelineSkeleton(): ReactElement {
  return (
    <div className={styles['place']} aria-busy="true">
      <div className={styles['skeleton']}>
        {[62, 88, 74].map((width) => (
          <div key={width}>
            <i style={{ width: 28, height: 28, borderRadius: 14 }} />
            <i style={{ width: '30%' }} />
            <i style={{ width: `${width}%` }} />
            <i style={{ width: `${width - 20}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
