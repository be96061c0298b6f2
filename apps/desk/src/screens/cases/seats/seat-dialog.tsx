import { DAY_MS } from '@earshot/contract/durations.ts';
import type { CaseDetail } from '@earshot/contract/case-contract.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { ApiError } from '@earshot/sdk/api-error.ts';
import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { client } from '../../../api/desk-client.ts';
import { getLocale, type Locale, t } from '../../../i18n/translate.ts';
import { useSubmit } from '../../../parts/use-submit.ts';
import { addParticipant } from '../case-changes/change-case.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { inviteSeat } from './change-seats.ts';
import styles from './seats.module.css';

const choices_days = ['3', '7', '14', '30', '90'];
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

interface Typed {
  address: string;
  name: string;
  question: string;
  summary: string;
  shows_notes: boolean;
  days: string;
}

const blank: Typed = {
  address: '',
  name: '',
  question: '',
  summary: '',
  shows_notes: false,
  days: '14',
};

interface FieldsProps {
  typed: Typed;
  set: (change: Partial<Typed>) => void;
}

function SeatForm({ detail, onClose }: SeatDialogProps): ReactElement {
  const [typed, setTyped] = useState(blank);
  const [member, setMember] = useState<{ id: string; name: string } | null>(null);
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const locale = detail.reply_to?.locale ?? 'en';
  const submit = useSubmit(async () => {
    const { days, ...body } = typed;
    const until = new Date(Date.now() + Number(days) * DAY_MS - slack_ms);
    try {
      await inviteSeat(detail.id, { ...body, locale, expires_at: until.toISOString() });
      onClose();
    } catch (error) {
      setMember(memberIn(error));
      throw error;
    }
  });
  const change = (next: Partial<Typed>) => {
    if (next.address !== undefined) setMember(null);
    set(next);
  };
  return (
    <form className={dialogs['form']} onSubmit={submit.onSubmit}>
      <p className={styles['hint']}>{t('seat.intro')}</p>
      <AskedFields typed={typed} set={change} />
      <SummaryField typed={typed} set={change} caseId={detail.id} locale={locale} />
      <SightFields typed={typed} set={change} />
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

/** Whom, and what they are asked. */
function AskedFields({ typed, set }: FieldsProps): ReactElement {
  return (
    <>
      <div className={styles['pair']}>
        <Field label={t('seat.address')}>
          <input
            data-autofocus
            type="email"
            required
            maxLength={320}
            value={typed.address}
            onChange={(event) => set({ address: event.target.value.trim() })}
          />
        </Field>
        <Field label={t('seat.name')} optional>
          <input
            maxLength={200}
            value={typed.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
      </div>
      <Field label={t('seat.question')}>
        <textarea
          required
          rows={3}
          maxLength={5_000}
          value={typed.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </Field>
    </>
  );
}

/** The lines from the rows of the case are written in the languages of the desk only. */
function speaksDesk(language: ContactLanguage): Locale {
  return language === 'de' || language === 'en' ? language : getLocale();
}

/** What they should know; offered from the rows of the case, to be edited. */
function SummaryField(
  props: FieldsProps & { caseId: string; locale: ContactLanguage },
): ReactElement {
  const { typed, set, caseId, locale } = props;
  const offer = useSubmit(async () => {
    const params = { caseId };
    const found = await client.call('getHandOver', {
      params,
      query: { language: speaksDesk(locale) },
    });
    set({ summary: found.text });
  });
  return (
    <>
      <Field label={t('seat.summary')} optional>
        <textarea
          rows={4}
          maxLength={20_000}
          value={typed.summary}
          onChange={(event) => set({ summary: event.target.value })}
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
    </>
  );
}

/** What they see, and how long. */
function SightFields({ typed, set }: FieldsProps): ReactElement {
  return (
    <>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={typed.shows_notes}
          onChange={(event) => set({ shows_notes: event.target.checked })}
        />
        <span>
          {t('seat.notes')}
          <small>{t('seat.notesHint')}</small>
        </span>
      </label>
      <Field label={t('seat.until')}>
        <select value={typed.days} onChange={(event) => set({ days: event.target.value })}>
          {choices_days.map((count) => (
            <option key={count} value={count}>
              {t('seat.days', { count })}
            </option>
          ))}
        </select>
      </Field>
    </>
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
