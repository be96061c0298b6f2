import type { CaseDetail, TimelineEntry } from '@earshot/contract/case-contract.ts';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { SidePanel } from '@earshot/ui/side-panel.tsx';
import { useNarrow } from '@earshot/ui/use-narrow.ts';
import { useQuery } from '@tanstack/react-query';
import {
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactElement,
} from 'react';
import { findCaseRow } from '../../api/case-cache.ts';
import { client } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { usePresence } from '../../live/use-live.ts';
import { describeError } from '../../parts/describe-error.ts';
import { lazyPart } from '../../parts/lazy-part.ts';
import { useTitle } from '../../parts/use-title.ts';
import type { CaseListName } from '../../paths.ts';
import { AwaitCase, takeWish } from './await-case.tsx';
import { CaseDeedsProvider, type CaseDeeds, type CaseDialog } from './case-context.ts';
import { CaseDialogs } from './case-dialogs.tsx';
import { CaseBanners } from './case-header/case-banners.tsx';
import { CaseHeader } from './case-header/case-header.tsx';
import { CasePanel } from './case-panel/case-panel.tsx';
import styles from './case-screen.module.css';
import { CaseTimeline, TimelineSkeleton } from './case-timeline/case-timeline.tsx';
import { idOf } from './case-timeline/timeline-rules.ts';
import { useTimeline } from './case-timeline/use-timeline.ts';
import { Composer } from './composer/composer.tsx';
import { isBlank } from './composer/draft-rules.ts';
import { useComposer } from './composer/use-composer.ts';
import { useDraft } from './composer/use-drafts.ts';
import { useSeen } from './composer/use-seen.ts';
import { PromiseStrip } from './promises/promise-strip.tsx';
import { TrailStrip } from './trail/trail-strip.tsx';
import { useCaseReading } from './use-case-reading.ts';
import { useCaseScreenActions } from './use-case-screen-actions.ts';

const VisitorStrip = lazyPart(
  async () => (await import('./visitor/visitor-strip.tsx')).VisitorStrip,
  'live',
);

export interface CaseScreenProps {
  caseId: string;
  number: number;
  /** The list from which it was opened, for the way back. */
  list: CaseListName;
}

/** One case: what it is about, what was said, what can be answered and done. */
export function CaseScreen({ caseId, number, list }: CaseScreenProps): ReactElement {
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.case(caseId),
    queryFn: () => client.call('getCase', { params: { caseId } }),
  });
  // Asked for together with the case: nothing of it depends on the answer.
  useTimeline(caseId);
  if (data) return <OpenedCase detail={data} list={list} gone={error !== null} />;
  if (error) {
    return (
      <ErrorState
        title={t('case.notFound', { number })}
        detail={describeError(error)}
        retryLabel={t('word.retry')}
        onRetry={() => void refetch()}
      />
    );
  }
  return <CaseSkeleton subject={findCaseRow(caseId)?.subject ?? ''} number={number} />;
}

/** The frame at once, with what the list knows already. */
function CaseSkeleton({ subject, number }: { subject: string; number: number }): ReactElement {
  return (
    <div className={styles['column']} aria-busy="true">
      <AwaitCase number={number} />
      <div className={styles['frame']}>
        <h2>{subject}</h2>
        <span>#{number}</span>
      </div>
      <TimelineSkeleton />
    </div>
  );
}

interface OpenedCaseProps {
  detail: CaseDetail;
  list: CaseListName;
  /** It could be read before, but not any more. */
  gone: boolean;
}

function OpenedCase({ detail, list, gone }: OpenedCaseProps): ReactElement {
  const { role } = useMe().member;
  const timeline = useTimeline(detail.id);
  const composer = useComposer(detail, timeline.entries);
  const replying = useDraft(composer.drafts, 'reply');
  const writing = !isBlank(replying.value);
  const seen = useSeen(detail, timeline.entries, writing, replying.savedAt);
  const { others, setTyping } = usePresence(detail.id);
  const narrow = useNarrow();
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  const [panelOpened, setPanelOpened] = useState(false);
  const [editing, setEditing] = useState(false);
  const { onReady, showEntry } = useShower();
  const over = detail.merged_into !== null || detail.deleted_at !== null;
  const locked = over || gone || role === 'colleague';
  useTitle(`#${detail.number} ${detail.subject}`);
  useCaseReading(detail);
  const deeds = useDeeds(detail.id, locked, composer.open, setDialog, showEntry);
  useCaseScreenActions(detail, list, {
    compose: composer.open,
    openDialog: setDialog,
    locked,
    editSubject: () => setEditing(true),
    togglePanel: narrow ? () => setPanelOpened(!panelOpened) : null,
  });
  useWish(detail, locked, composer.open);
  const held = findHidden(timeline.entries);
  const shared = { detail, list, locked };

  return (
    <CaseDeedsProvider value={deeds}>
      <div className={styles['screen']} data-narrow={narrow || undefined}>
        <div className={styles['column']}>
          <CaseHeader {...shared} others={others} editing={editing} onEdit={setEditing} />
          <Strips detail={detail} locked={locked} />
          <CaseBanners
            detail={detail}
            gone={gone}
            onShowHeld={held === null ? null : () => showEntry(held)}
          />
          <CaseTimeline
            caseId={detail.id}
            timeline={timeline}
            writing={writing && composer.mode !== null}
            onReady={onReady}
          />
          <Composer
            detail={detail}
            entries={timeline.entries}
            composer={composer}
            seen={seen}
            setTyping={setTyping}
            onShow={showEntry}
          />
        </div>
        <SidePanel
          label={t('panel.label')}
          opened={panelOpened}
          onClose={() => setPanelOpened(false)}
          closeLabel={t('word.close')}
        >
          <CasePanel detail={detail} locked={locked} />
        </SidePanel>
        <CaseDialogs detail={detail} list={list} dialog={dialog} onClose={() => setDialog(null)} />
      </div>
    </CaseDeedsProvider>
  );
}

/** What is to be known before anything is read: the trail, promises at risk, who is there. */
function Strips({ detail, locked }: { detail: CaseDetail; locked: boolean }): ReactElement {
  return (
    <>
      <TrailStrip detail={detail} locked={locked} />
      <PromiseStrip detail={detail} />
      {detail.channel_kind === 'chat' ? (
        <Suspense>
          <VisitorStrip detail={detail} locked={locked} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Does what was asked for before the case was there, where it can be done. */
function useWish(detail: CaseDetail, locked: boolean, open: CaseDeeds['compose']): void {
  const act = useEffectEvent(() => {
    const wish = takeWish(detail.number);
    if (wish === null) return;
    const can =
      wish.mode === 'note' ? detail.merged_into === null : !locked && detail.reply_to !== null;
    if (can) open(wish);
  });
  useEffect(() => act(), []);
}

/** Leads to an entry of the timeline, once that is there to say how. */
function useShower() {
  const show = useRef<(key: string) => void>(() => undefined);
  const onReady = useCallback((next: (key: string) => void) => (show.current = next), []);
  const showEntry = useCallback((key: string) => show.current(key), []);
  return { onReady, showEntry };
}

/** The held message where it may be out of sight; it says for itself what is to be decided. */
function findHidden(entries: readonly TimelineEntry[]): string | null {
  const said = entries.filter((entry) => entry.kind !== 'event');
  const held = said.find((entry) => entry.kind === 'message' && entry.message.hold !== null);
  return held === undefined || said.length < 4 ? null : idOf(held);
}

/** What the parts can ask of the screen, the same object as long as nothing of it changes. */
function useDeeds(
  caseId: string,
  locked: boolean,
  open: CaseDeeds['compose'],
  openDialog: CaseDeeds['openDialog'],
  show: CaseDeeds['show'],
): CaseDeeds {
  const newest = useRef(open);
  useEffect(() => {
    newest.current = open;
  }, [open]);
  return useMemo(
    () => ({
      caseId,
      locked,
      compose: (request) => newest.current(request),
      openDialog,
      show,
    }),
    [caseId, locked, openDialog, show],
  );
}
