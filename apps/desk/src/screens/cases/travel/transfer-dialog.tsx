import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { runAction } from '../../../actions/action-registry.ts';
import { useMembers, useTeams } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
import { Choice } from '../../../parts/choice.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import { transferCase } from '../case-changes/change-case.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { useCaseDeedsHere } from '../case-context.ts';
import { HandOverField } from './hand-over-field.tsx';
import { TellField, type Telling } from './tell-field.tsx';
import styles from './transfer-dialog.module.css';
import { useHandOver, usePreview, type Preview } from './use-transfer.ts';

interface DialogProps {
  detail: CaseDetail;
  onClose: () => void;
}

/** Hands the case to another team: which, why, what they should know, what the contact reads. */
export function TransferDialog({ detail, onClose }: DialogProps): ReactElement {
  return (
    <Dialog onClose={onClose} title={t('transfer.dialog')} size={640}>
      <TransferForm detail={detail} onClose={onClose} />
    </Dialog>
  );
}

function TransferForm({ detail, onClose }: DialogProps): ReactElement {
  const [to, setTo] = useState<To>({ team: null, member: null });
  const [reason, setReason] = useState('');
  const made = useHandOver(detail.id);
  const [handOver, setHandOver] = useState<string | null>(null);
  const [telling, setTelling] = useState<Telling>({
    wanted: true,
    text: null,
    reason: '',
    overrides: [],
  });
  const preview = usePreview(detail.id, to.team?.id ?? '', to.member?.id ?? '');
  const { team } = to;
  const refusal = preview?.refusal ?? null;
  const submit = useSubmit(async () => {
    if (!team) return;
    await transferCase(detail, {
      team,
      member: to.member,
      reason: reason.trim(),
      handOver: (handOver ?? made?.text ?? '').trim(),
      tell: telling,
    });
    onClose();
  });
  return (
    <form className={dialogs['form']} onSubmit={submit.onSubmit}>
      <Receivers detail={detail} to={to} onChange={(next) => setTo(next)} />
      {refusal && team ? <SentBack team={team} refusal={refusal} onClose={onClose} /> : null}
      <label className={dialogs['field']}>
        <span>
          {refusal?.supervisor_may ? t('transfer.whyNeeded') : t('transfer.why')}{' '}
          {refusal ? null : <small>({t('word.optional')})</small>}
        </span>
        <textarea
          rows={2}
          maxLength={2000}
          value={reason}
          required={refusal !== null}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <HandOverField made={made} value={handOver ?? made?.text ?? ''} onChange={setHandOver} />
      {preview ? (
        <TellField caseId={detail.id} preview={preview} value={telling} onChange={setTelling} />
      ) : null}
      <DialogFoot
        submit={submit}
        label={t('transfer.do')}
        disabled={refusal !== null && !refusal.supervisor_may}
        onClose={onClose}
      />
    </form>
  );
}

interface To {
  team: { id: string; name: string } | null;
  member: { id: string; name: string } | null;
}

/** The team, and who takes it there. */
function Receivers(props: {
  detail: CaseDetail;
  to: To;
  onChange: (to: To) => void;
}): ReactElement {
  const { detail, to, onChange } = props;
  const teams = useTeams().filter((one) => one.id !== detail.team?.id);
  const members = useMembers();
  const team = teams.find((one) => one.id === to.team?.id);
  const there = members.filter((one) => team?.member_ids.includes(one.id));
  return (
    <div className={styles['pair']}>
      <Choice
        label={t('transfer.team')}
        none={t('transfer.choose')}
        items={teams}
        value={to.team?.id ?? ''}
        required
        onChange={(id) =>
          onChange({ team: teams.find((one) => one.id === id) ?? null, member: null })
        }
      />
      <Choice
        label={t('transfer.member')}
        none={t('transfer.anybody')}
        items={there}
        value={to.member?.id ?? ''}
        onChange={(id) => onChange({ ...to, member: there.find((one) => one.id === id) ?? null })}
      />
    </div>
  );
}

/** Why it cannot go straight back, and what to do instead. */
function SentBack(props: {
  team: { id: string; name: string };
  refusal: NonNullable<Preview['refusal']>;
  onClose: () => void;
}): ReactElement {
  const { team, refusal, onClose } = props;
  const deeds = useCaseDeedsHere();
  const instead = (label: string, run: () => void) => (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => {
        onClose();
        setTimeout(run);
      }}
    >
      {label}
    </Button>
  );
  return (
    <InlineAlert tone="warn">
      <p>{t('transfer.sentBack', { team: team.name })}</p>
      <p>
        {t(refusal.supervisor_may ? 'transfer.sentBackMay' : 'transfer.sentBackInstead', {
          team: team.name,
        })}
      </p>
      <div className={styles['instead']}>
        {instead(t('transfer.instead.task', { team: team.name }), () =>
          deeds.openDialog({ kind: 'task', teamId: team.id }),
        )}
        {instead(t('transfer.instead.drawIn'), () => runAction('case.participant'))}
        {instead(t('transfer.instead.forward'), () =>
          deeds.compose({ mode: 'forward', message: null }),
        )}
      </div>
    </InlineAlert>
  );
}
