import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { Recovery } from '@earshot/contract/recovery-contract.ts';
import { formatDate } from '@earshot/ui/format-time.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { t } from '../../../i18n/translate.ts';
import { DueLabel } from '../../../parts/due-label.tsx';
import panel from '../case-panel/case-panel.module.css';
import { PanelSection } from '../case-panel/panel-section.tsx';
import {
  askPlaybook,
  startPlaybook,
  stopRecovery,
  toggleStep,
  useRecoveries,
} from './change-recoveries.ts';
import { GestureDialog } from './gesture-dialog.tsx';
import { GestureLedger } from './gesture-ledger.tsx';
import { ReasonDialog } from '../../../parts/gestures/reason-dialog.tsx';
import styles from './recoveries.module.css';

/** Making good: the playbook that runs, its steps, what was given; a suggestion where it is due. */
export function RecoveriesSection({
  detail,
  locked,
}: {
  detail: CaseDetail;
  locked: boolean;
}): ReactElement {
  const data = useRecoveries(detail.id);
  const [giving, setGiving] = useState(false);
  const suggested = data?.suggested ?? null;
  const running = data?.items.some((one) => !one.finished_at && !one.withdrawn_at) ?? false;
  const ask = () => void askPlaybook(detail.id, suggested?.playbook ?? null);
  useAction('case.recovery', ask, { when: !locked && data !== undefined && !running });
  useAction('case.gesture', () => setGiving(true), { when: !locked && data !== undefined });
  const isEmpty = data?.items.length === 0 && data.gestures.length === 0;
  return (
    <PanelSection
      title={t('recovery.section')}
      deed={
        locked ? null : (
          <span className={styles['deeds']}>
            {running ? null : (
              <IconButton size="small" icon="plus" label={t('action.recovery')} onClick={ask} />
            )}
            <IconButton
              size="small"
              icon="hand"
              label={t('action.gesture')}
              onClick={() => setGiving(true)}
            />
          </span>
        )
      }
    >
      {isEmpty && suggested === null ? (
        <p className={panel['empty']}>{t('recovery.none')}</p>
      ) : null}
      {suggested === null || locked ? null : (
        <div className={styles['suggested']}>
          <span>{t('recovery.suggested', suggested)}</span>
          <Button
            size="compact-sm"
            onClick={() => void startPlaybook(detail.id, suggested.playbook)}
          >
            {t('recovery.start')}
          </Button>
        </div>
      )}
      {data?.items.map((one) => (
        <RunningPlaybook key={one.id} caseId={detail.id} recovery={one} locked={locked} />
      ))}
      {data ? <GestureLedger caseId={detail.id} recoveries={data} locked={locked} /> : null}
      {giving ? <GestureDialog caseId={detail.id} onClose={() => setGiving(false)} /> : null}
    </PanelSection>
  );
}

function RunningPlaybook(props: {
  caseId: string;
  recovery: Recovery;
  locked: boolean;
}): ReactElement {
  const { caseId, recovery, locked } = props;
  const [stopping, setStopping] = useState(false);
  const over = recovery.finished_at !== null || recovery.withdrawn_at !== null;
  const state = recovery.withdrawn_at === null ? 'recovery.finished' : 'recovery.withdrawn';
  return (
    <div className={styles['playbook']}>
      <header>
        <b>{recovery.name}</b>
        {over ? <small>{t(state)}</small> : null}
        {over || locked ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => setStopping(true)}>
            {t('recovery.stop')}
          </Button>
        )}
      </header>
      {recovery.withdrawn_at === null ? (
        <ol className={styles['steps']}>
          {recovery.steps.map((step) => (
            <StepLine
              key={step.id}
              caseId={caseId}
              recovery={recovery}
              step={step}
              {...{ locked }}
            />
          ))}
        </ol>
      ) : null}
      <SurveyLine recovery={recovery} />
      {stopping ? (
        <ReasonDialog
          title={recovery.name}
          label={t('recovery.stopWhy')}
          doLabel={t('recovery.stop')}
          onClose={() => setStopping(false)}
          onSend={(reason) => stopRecovery(caseId, recovery, reason)}
        />
      ) : null}
    </div>
  );
}

function StepLine(props: {
  caseId: string;
  recovery: Recovery;
  step: Recovery['steps'][number];
  locked: boolean;
}): ReactElement {
  const { step, recovery, caseId } = props;
  const done = step.done_at !== null;
  const { title } = step;
  return (
    <li data-done={done || step.left_out || undefined}>
      <input
        type="checkbox"
        checked={done}
        disabled={props.locked || step.left_out}
        aria-label={t(done ? 'recovery.markOpen' : 'recovery.markDone', { title })}
        onChange={() => void toggleStep(caseId, step)}
      />
      <div>
        <span>{title}</span>
        <small>
          {step.left_out ? t('recovery.leftOut') : (step.done_by ?? step.assignee?.name ?? '')}
          {done || step.left_out ? null : (
            <DueLabel due={step.due_at} since={recovery.started_at} />
          )}
        </small>
      </div>
    </li>
  );
}

/** Whether the one question is planned, asked, skipped or answered. */
function SurveyLine({ recovery }: { recovery: Recovery }): ReactElement | null {
  const { locale, timeZone } = useUi();
  const { survey } = recovery;
  if (survey === null) return null;
  const day = (at: string) => formatDate(Date.parse(at), locale, timeZone);
  return <p className={styles['survey']}>{describeSurvey(survey, day)}</p>;
}

function describeSurvey(
  survey: NonNullable<Recovery['survey']>,
  day: (at: string) => string,
): string {
  if (survey.answer !== null) return t(`recovery.survey.${survey.answer}`);
  if (survey.skipped_because !== null) {
    const because = t(`recovery.skip.${survey.skipped_because as 'no_address'}`);
    return t('recovery.survey.skipped', { because });
  }
  if (survey.asked_at !== null) return t('recovery.survey.asked', { at: day(survey.asked_at) });
  return t('recovery.survey.planned', { at: day(survey.due_at) });
}
