import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { addParticipant } from '../case-changes/change-case.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { inviteSeat } from './change-seats.ts';
import styles from './seats.module.css';

const choices_days = ['3', '7', '14', '30', '90'];
const day_ms = 86_400_000;
/** A little less than asked for, so that the longest choice is never too long by a slow network. */
const slack_ms = 60_000;

interface SeatDialogProps {
  detail: CaseDetail;
  onClose: () => void;
}

/** Draws somebody into the case by mail address: whom, what is asked, what they see, how long. */
export function SeatDialog(props: SeatDialogProps): ReactElement {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('seat.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('word.close') }}
    >
      <SeatForm {...props} />
    </Modal>
  );
}

/** The member to whom the address belongs, where the server said so. */
function memberIn(error: unknown): { id: string; name: string } | null {
  if (!(error instanceof ApiError) || error.code !== 'seat_for_member') return null;
  return (error.problem.facts?.['member'] as { id: string; name: string } | undefined) ?? null;
}

function SeatForm({ detail, onClose }: SeatDialogProps): ReactElement {
  const [address, setAddress] = useState('');
  const [name, setName] = useState('');
  const [question, setQuestion] = useState('');
  const [summary, setSummary] = useState('');
  const [shows_notes, setShowsNotes] = useState(false);
  const [days, setDays] = useState('14');
  const [member, setMember] = useState<{ id: string; name: string } | null>(null);
  const locale = detail.reply_to?.locale ?? 'en';
  const submit = useSubmit(async () => {
    const until = new Date(Date.now() + Number(days) * day_ms - slack_ms);
    const expires_at = until.toISOString();
    const body = { address: address.trim(), name, question, summary, shows_notes, expires_at };
    try {
      await inviteSeat(detail.id, { ...body, locale });
      onClose();
    } catch (error) {
      setMember(memberIn(error));
      throw error;
    }
  });
  const offer = useSubmit(async () => {
    const params = { caseId: detail.id };
    const found = await client.call('getHandOver', { params, query: { language: locale } });
    setSummary(found.text);
  });
  return (
    <form className={dialogs['form']} onSubmit={submit.onSubmit}>
      <p className={styles['hint']}>{t('seat.intro')}</p>
      <div className={styles['pair']}>
        <Field label={t('seat.address')}>
          <input
            data-autofocus
            type="email"
            required
            maxLength={320}
            value={address}
            onChange={(event) => {
              setAddress(event.target.value);
              setMember(null);
            }}
          />
        </Field>
        <Field label={t('seat.name')} optional>
          <input maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </div>
      <Field label={t('seat.question')}>
        <textarea
          required
          rows={3}
          maxLength={5_000}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
      </Field>
      <Field label={t('seat.summary')} optional>
        <textarea
          rows={4}
          maxLength={20_000}
          value={summary}
          onChange={(event) => setSummary(event.target.value)}
        />
      </Field>
      <Button
        className={styles['offer']}
        variant="subtle"
        size="xs"
        loading={offer.pending}
        onClick={() => offer.onSubmit()}
      >
        {t('seat.summaryOffer')}
      </Button>
      {offer.words === null ? null : <InlineAlert tone="bad">{offer.words}</InlineAlert>}
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={shows_notes}
          onChange={(event) => setShowsNotes(event.target.checked)}
        />
        <span>
          {t('seat.notes')}
          <small>{t('seat.notesHint')}</small>
        </span>
      </label>
      <Field label={t('seat.until')}>
        <select value={days} onChange={(event) => setDays(event.target.value)}>
          {choices_days.map((count) => (
            <option key={count} value={count}>
              {t('seat.days', { count })}
            </option>
          ))}
        </select>
      </Field>
      {submit.words === null ? null : (
        <InlineAlert tone="bad">
          {member === null ? submit.words : t('seat.member', { name: member.name })}
        </InlineAlert>
      )}
      <div className={dialogs['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('word.cancel')}
        </Button>
        {member === null ? (
          <Button type="submit" loading={submit.pending}>
            {t('seat.do')}
          </Button>
        ) : (
          <Button onClick={() => void addParticipant(detail.id, member).then(onClose)}>
            {t('seat.memberDo', { name: member.name })}
          </Button>
        )}
      </div>
    </form>
  );
}

/** One field below its name. */
function Field(props: { label: string; optional?: boolean; children: ReactNode }): ReactElement {
  return (
    <label className={dialogs['field']}>
      <span>
        {props.label} {props.optional ? <small>({t('word.optional')})</small> : null}
      </span>
      {props.children}
    </label>
  );
}
