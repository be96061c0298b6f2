import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { CaseTrail, TrailEntry } from '@earshot/contract/trail-contract.ts';
import { formatSpan } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { useNow } from '@earshot/ui/use-now.ts';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { EscalationBadge } from './escalation-badge.tsx';
import { JoinBanner } from './join-banner.tsx';
import { TrailFigure } from './trail-figure.tsx';
import { TrailLine } from './trail-line.tsx';
import { TrailRows, WaitingRows } from './trail-rows.tsx';
import styles from './trail-strip.module.css';
import { useTrail } from './use-trail.ts';

/**
 * One line on top of the case: what the contact had to go through, four figures that open what they
 * count, and the escalation with its reasons. Takes its place at once, so that nothing jumps.
 */
export function TrailStrip({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const { data, error } = useTrail(detail.id);
  if (error && !data) return <p className={styles['failed']}>{t('trail.loadFailed')}</p>;
  if (!data) return <div className={styles['strip']} aria-busy="true" />;
  return (
    <>
      <section className={styles['strip']} aria-label={t('trail.label')}>
        <TrailLine trail={data} caseId={detail.id} />
        <Figures trail={data} caseId={detail.id} />
        <EscalationBadge trail={data} locked={locked} />
      </section>
      {locked
        ? null
        : data.join_proposals.map((proposal) => (
            <JoinBanner key={proposal.id} detail={detail} trail={data} proposal={proposal} />
          ))}
    </>
  );
}

function Figures({ trail, caseId }: { trail: CaseTrail; caseId: string }): ReactElement {
  const { figures } = trail;
  const { locale } = useUi();
  const now_ms = useNow();
  const ended = figures.waiting.spans.reduce(
    (sum, { from, to }) => sum + (to === null ? 0 : Date.parse(to) - Date.parse(from)),
    0,
  );
  const open = figures.waiting.since;
  const waited_ms = ended + (open === null ? 0 : Math.max(0, now_ms - Date.parse(open)));
  const entries = new Map(trail.entries.map((entry) => [entry.id, entry]));
  const rows = (ids: readonly string[]) =>
    ids.map((id) => entries.get(id)).filter((one): one is TrailEntry => one !== undefined);
  const { contacts, hand_offs: moves, promises_broken: broken } = figures;
  const again = moves.reassignments.count;
  return (
    <div className={styles['figures']}>
      <TrailFigure
        words={t('trail.contacts', { count: contacts.count })}
        title={t('trail.figureContacts')}
      >
        <TrailRows trail={trail} caseId={caseId} entries={rows(contacts.entry_ids)} />
      </TrailFigure>
      <TrailFigure
        words={t('trail.handOffs', { count: moves.count })}
        title={t('trail.figureHandOffs')}
      >
        <TrailRows trail={trail} caseId={caseId} entries={rows(moves.entry_ids)} />
        {again > 0 ? <p>{t('trail.reassigned', { count: again })}</p> : null}
      </TrailFigure>
      <TrailFigure
        words={t('trail.broken', { count: broken.count })}
        title={t('trail.figureBroken')}
        bad={broken.count > 0}
      >
        <TrailRows trail={trail} caseId={caseId} entries={rows(broken.entry_ids)} />
      </TrailFigure>
      <TrailFigure
        words={t('trail.waited', { span: formatSpan(waited_ms, locale) })}
        title={t('trail.figureWaiting')}
      >
        <WaitingRows trail={trail} caseId={caseId} />
        <p>{t('trail.waitingNote')}</p>
        {figures.seconds_to_solution === null ? null : (
          <p>
            {t('trail.toSolution', {
              span: formatSpan(figures.seconds_to_solution * 1_000, locale),
            })}
          </p>
        )}
      </TrailFigure>
    </div>
  );
}
