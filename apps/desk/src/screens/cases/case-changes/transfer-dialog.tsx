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
      <label className={styles['field']}>
        <span>{t('transfer.team')}</span>
        <select
          data-autofocus
          required
          value={teamId}
          onChange={(event) => {
            setTeamId(event.target.value);
            setMemberId('');
          }}
        >
          <option value="" disabled>
            {t('transfer.choose')}
          </option>
          {teams.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles['field']}>
        <span>{t('transfer.member')}</span>
        <select
          value={memberId}
          disabled={there.length === 0}
          onChange={(event) => setMemberId(event.target.value)}
        >
          <option value="">{t('transfer.anybody')}</option>
          {there.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
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
