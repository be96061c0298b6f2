import type { CaseTrail, ScorePoint } from '@earshot/contract/trail-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useAction } from '../../../actions/action-registry.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { maySupervise } from '../../../parts/may.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { attempt } from '../../../actions/attempt.ts';
import { dismissEscalation, restoreEscalation } from './change-escalation.ts';
import { CloseContext } from './close-context.ts';
import { RowLink, When } from './trail-rows.tsx';
import styles from './trail-strip.module.css';

/** The score with its reasons; quiet below four points and where a supervisor saw no need. */
export function EscalationBadge({
  trail,
  locked,
}: {
  trail: CaseTrail;
  locked: boolean;
}): ReactElement | null {
  const [opened, setOpened] = useState(false);
  const { score, level, dismissal } = trail.escalation;
  useAction('case.escalation', () => setOpened(true), { when: score > 0 });
  if (score === 0) return null;
  const calm = level === 'none' || dismissal?.holds === true;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={400}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={styles['badge']}
          data-level={calm ? 'none' : level}
          aria-expanded={opened}
          aria-label={t('escalation.badgeLabel', { score })}
          onClick={() => setOpened(!opened)}
        >
          {calm ? null : <Icon name="warning" size={12} />}
          {t('escalation.badge', { score })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('escalation.title', { score })} className={styles['popover']}>
        <h3>{t('escalation.title', { score })}</h3>
        <p>{t('escalation.about')}</p>
        <CloseContext value={() => setOpened(false)}>
          <ol className={styles['rows']}>
            {trail.escalation.points.map((point, index) => (
              <Reason key={`${point.code}${index}`} trail={trail} point={point} />
            ))}
          </ol>
        </CloseContext>
        <Standing trail={trail} />
        <Deeds trail={trail} locked={locked} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Reason({ trail, point }: { trail: CaseTrail; point: ScorePoint }): ReactElement {
  const { source, help } = point;
  const words = t(`escalation.code.${point.code}`);
  const said = help === null ? words : `${words}: ${t(`escalation.help.${help}`)}`;
  const other = trail.cases.find((one) => one.id === source?.case_id && one.id !== trail.case_id);
  return (
    <li>
      <b className={styles['points']}>{t('escalation.points', { points: point.points })}</b>
      <div>
        {source?.kind === 'message' ? (
          <RowLink id={source.id} number={other?.number ?? null}>
            {said}
          </RowLink>
        ) : (
          <span>{said}</span>
        )}
        <small>
          <When at={point.at} />
          {source === null ? ` · ${t('escalation.hidden')}` : ''}
        </small>
        {point.words === null ? null : <small>„{point.words}“</small>}
      </div>
    </li>
  );
}

/** Who was told, who owns it, who dismissed it, and what is not measured. */
function Standing({ trail }: { trail: CaseTrail }): ReactElement {
  const { raised, dismissal, unmeasured } = trail.escalation;
  const last = raised.at(-1);
  return (
    <>
      {last && last.told.length > 0 ? (
        <p>{t('escalation.told', { names: last.told.map((one) => one.name).join(', ') })}</p>
      ) : null}
      {last?.owner ? <p>{t('escalation.owner', { name: last.owner.name })}</p> : null}
      {dismissal === null ? null : (
        <p>
          {t('escalation.dismissed', { name: dismissal.by, reason: dismissal.reason })}{' '}
          {dismissal.holds ? '' : t('escalation.dismissedOver', { score: dismissal.score })}
        </p>
      )}
      {unmeasured.length > 0 ? <p>{t('escalation.unmeasured')}</p> : null}
    </>
  );
}

function Deeds({ trail, locked }: { trail: CaseTrail; locked: boolean }): ReactElement | null {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { level, dismissal } = trail.escalation;
  const submit = useSubmit(async () => {
    await dismissEscalation(trail.case_id, reason);
    setAsking(false);
  });
  if (locked || !maySupervise(me) || level === 'none') return null;
  if (dismissal?.holds === true) {
    const restore = () => void attempt(() => restoreEscalation(trail.case_id));
    return (
      <Button size="compact-sm" variant="default" onClick={restore}>
        {t('escalation.restore')}
      </Button>
    );
  }
  if (!asking) {
    return (
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {t('escalation.dismiss')}
      </Button>
    );
  }
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <TextInput
        required
        autoFocus
        withAsterisk={false}
        maxLength={500}
        label={t('escalation.dismissWhy')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
      <Button type="submit" size="compact-sm" loading={submit.pending}>
        {t('escalation.dismissDo')}
      </Button>
    </form>
  );
}
