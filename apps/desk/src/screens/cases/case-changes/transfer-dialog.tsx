import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useMembers, useTeams } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { transferCase } from './change-case.ts';
import styles from './dialogs.module.css';

/** Hands the case to another team: which, why, and who takes it there. */
export function TransferDialog({
  detail,
  onClose,
}: {
  detail: CaseDetail;
  onClose: () => void;
}): ReactElement {
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('transfer.dialog')}
      size={440}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
      <TransferForm detail={detail} onClose={onClose} />
    </Modal>
  );
}

function TransferForm({
  detail,
  onClose,
}: {
  detail: CaseDetail;
  onClose: () => void;
}): ReactElement {
  const teams = useTeams().filter((one) => one.id !== detail.team?.id);
  const members = useMembers();
  const [teamId, setTeamId] = useState('');
  const [memberId, setMemberId] = useState('');
  const [reason, setReason] = useState('');
  const team = teams.find((one) => one.id === teamId);
  const there = members.filter((one) => team?.member_ids.includes(one.id));
  const submit = useSubmit(async () => {
    if (!team) return;
    const member = there.find((one) => one.id === memberId) ?? null;
    await transferCase(detail, { team, member, reason: reason.trim() });
    onClose();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <Choice
        label={t('transfer.team')}
        none={t('transfer.choose')}
        items={teams}
        value={teamId}
        required
        onChange={(id) => {
          setTeamId(id);
          setMemberId('');
        }}
      />
      <Choice
        label={t('transfer.member')}
        none={t('transfer.anybody')}
        items={there}
        value={memberId}
        onChange={setMemberId}
      />
      <label className={styles['field']}>
        <span>
          {t('transfer.why')} <small>({t('word.optional')})</small>
        </span>
        <textarea
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {submit.words === null ? null : <InlineAlert tone="bad">{submit.words}</InlineAlert>}
      <div className={styles['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('word.cancel')}
        </Button>
        <Button type="submit" loading={submit.pending}>
          {t('transfer.do')}
        </Button>
      </div>
    </form>
  );
}

/** One of several by name; the first line stands for none of them. */
function Choice(props: {
  label: string;
  none: string;
  items: readonly { id: string; name: string }[];
  value: string;
  required?: boolean;
  onChange: (id: string) => void;
}): ReactElement {
  const { items, required = false } = props;
  return (
    <label className={styles['field']}>
      <span>{props.label}</span>
      <select
        data-autofocus={required || undefined}
        required={required}
        disabled={items.length === 0}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      >
        <option value="" disabled={required}>
          {props.none}
        </option>
        {items.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}
