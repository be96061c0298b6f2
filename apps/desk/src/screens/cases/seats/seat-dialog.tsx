import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { addParticipant } from '../case-changes/change-case.ts';
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
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <p className={styles['hint']}>{t('seat.intro')}</p>
      <div className={styles['pair']}>
        <TextInput
          data-autofocus
          type="email"
          required
          withAsterisk={false}
          label={t('seat.address')}
          value={address}
          error={submit.fields['address']}
          onChange={(event) => {
            setAddress(event.target.value);
            setMember(null);
          }}
        />
        <TextInput
          label={`${t('seat.name')} (${t('word.optional')})`}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Textarea
        label={t('seat.question')}
        required
        withAsterisk={false}
        rows={3}
        maxLength={5_000}
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
      />
      <Textarea
        label={`${t('seat.summary')} (${t('word.optional')})`}
        rows={4}
        maxLength={20_000}
        value={summary}
        onChange={(event) => setSummary(event.target.value)}
      />
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
      <Checkbox
        label={t('seat.notes')}
        description={t('seat.notesHint')}
        checked={shows_notes}
        onChange={(event) => setShowsNotes(event.target.checked)}
      />
      <Select
        label={t('seat.until')}
        allowDeselect={false}
        data={choices_days.map((value) => ({ value, label: t('seat.days', { count: value }) }))}
        value={days}
        onChange={(value) => setDays(value ?? '14')}
      />
      {submit.words === null ? null : (
        <InlineAlert tone="bad">
          {member === null ? submit.words : t('seat.member', { name: member.name })}
        </InlineAlert>
      )}
      <div className={styles['buttons']}>
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
