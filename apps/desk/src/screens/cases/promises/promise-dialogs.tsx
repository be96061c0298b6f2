import { HOUR_MS } from '@earshot/contract/durations.ts';
import type { CaseDetail, CasePromise } from '@earshot/contract/case-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { formatDateTime } from '@earshot/ui/format-time.ts';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import styles from '../case-changes/dialogs.module.css';
import { parseLocal, writeLocal } from '../case-changes/wait-rules.ts';
import { NoticeField } from '../reply-check/notice-field.tsx';
import { findOwedNext, makePromise, renegotiate } from './change-promises.ts';

const kinds = ['other', 'callback', 'answer', 'update', 'resolution'] as const;

export type PromiseDialog = { kind: 'promise' } | { kind: 'renegotiate'; promiseId?: string };

/** The dialog of a promise that is open over the case. */
export function PromiseDialogs(props: {
  detail: CaseDetail;
  dialog: PromiseDialog;
  onClose: () => void;
}): ReactElement | null {
  const { detail, dialog, onClose } = props;
  if (dialog.kind === 'promise') {
    return (
      <Dialog title={t('promise.make')} size={520} onClose={onClose}>
        <MakeForm detail={detail} onClose={onClose} />
      </Dialog>
    );
  }
  const chosen = detail.promises.find((one) => one.id === dialog.promiseId);
  const promise = chosen ?? findOwedNext(detail.promises);
  if (promise === null) return null;
  return (
    <Dialog title={t('promise.renegotiate')} size={520} onClose={onClose}>
      <RenegotiateForm detail={detail} promise={promise} onClose={onClose} />
    </Dialog>
  );
}

function TimeField(props: {
  label: string;
  value: string;
  wrong: boolean;
  onChange: (value: string) => void;
}): ReactElement {
  return (
    <label className={styles['field']}>
      <span>{props.label}</span>
      <input
        type="datetime-local"
        required
        value={props.value}
        aria-invalid={props.wrong || undefined}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.wrong ? (
        <small className={styles['wrong']} role="alert">
          {t('promise.past')}
        </small>
      ) : null}
    </label>
  );
}

function MakeForm({ detail, onClose }: { detail: CaseDetail; onClose: () => void }): ReactElement {
  const { locale, timeZone } = useUi();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('other');
  const [due, setDue] = useState(() => writeLocal(new Date(Date.now() + 24 * HOUR_MS), timeZone));
  const [wrong, setWrong] = useState(false);
  const submit = useSubmit(async () => {
    const at = parseLocal(due, timeZone);
    if (at === null || at.getTime() <= Date.now()) return setWrong(true);
    const body = { kind, words: words.trim(), due_at: at.toISOString() };
    await makePromise(detail.id, body, formatDateTime(at.getTime(), locale, timeZone));
    onClose();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <label className={styles['field']}>
        <span>{t('promise.what')}</span>
        <textarea
          data-autofocus
          required
          rows={3}
          maxLength={2_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <small>{t('promise.whatHint')}</small>
      </label>
      <label className={styles['field']}>
        <span>{t('promise.kind')}</span>
        <select
          value={kind}
          onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? 'other')}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`promise.kind.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TimeField label={t('promise.by')} value={due} wrong={wrong} onChange={setDue} />
      <DialogFoot submit={submit} label={t('promise.do')} onClose={onClose} />
    </form>
  );
}

/** What the server proposes for these wishes; undefined until it is known. */
function useProposal(
  params: { caseId: string; promiseId: string },
  wish: { due_at?: string; because?: string },
) {
  const { data } = useQuery({
    queryKey: ['case', params.caseId, 'promise-proposal', params.promiseId, wish],
    queryFn: ({ signal }) => client.call('getPromiseProposal', { params, query: wish, signal }),
    placeholderData: (before) => before,
  });
  return data;
}

interface RenegotiateProps {
  detail: CaseDetail;
  promise: CasePromise;
  onClose: () => void;
}

/** Starts from what the server proposes; nothing leaves before the button is pressed. */
function RenegotiateForm({ detail, promise, onClose }: RenegotiateProps): ReactElement {
  const { locale, timeZone } = useUi();
  const [due, setDue] = useState<string | null>(null);
  const [because, setBecause] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  const [tell, setTell] = useState(detail.reply_to !== null);
  const [overrides, setOverrides] = useState<readonly ReplyCheckOverride[]>([]);
  const [wrong, setWrong] = useState(false);
  const at = due === null ? null : parseLocal(due, timeZone);
  const wish = { ...(at ? { due_at: at.toISOString() } : {}), ...(because ? { because } : {}) };
  const proposed = useProposal({ caseId: detail.id, promiseId: promise.id }, wish);
  const shownDue = due ?? (proposed ? writeLocal(new Date(proposed.due_at), timeZone) : '');
  const shownBecause = because ?? proposed?.because ?? '';
  const submit = useSubmit(async () => {
    const until = parseLocal(shownDue, timeZone);
    if (until === null || until.getTime() <= Date.now()) return setWrong(true);
    const body = {
      due_at: until.toISOString(),
      because: shownBecause.trim(),
      tell,
      ...(tell && text?.trim() ? { text: text.trim(), check_overrides: [...overrides] } : {}),
    };
    const words = formatDateTime(until.getTime(), locale, timeZone);
    await renegotiate(detail.id, promise.id, body, words);
    onClose();
  });
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      <p>{t('promise.renegotiateIntro', { words: promise.words })}</p>
      <TimeField label={t('promise.until')} value={shownDue} wrong={wrong} onChange={setDue} />
      <label className={styles['field']}>
        <span>{t('promise.because')}</span>
        <input
          required
          data-autofocus
          maxLength={500}
          value={shownBecause}
          onChange={(event) => setBecause(event.target.value)}
        />
      </label>
      <Checkbox
        label={t('promise.tell')}
        checked={tell}
        disabled={detail.reply_to === null}
        onChange={(event) => setTell(event.currentTarget.checked)}
      />
      {tell ? (
        <NoticeField
          label={<span>{t('promise.text')}</span>}
          caseId={detail.id}
          proposed={proposed?.text ?? ''}
          text={text}
          language={detail.reply_to?.locale ?? 'en'}
          overrides={overrides}
          onOverrides={setOverrides}
          onChange={setText}
        />
      ) : null}
      <DialogFoot submit={submit} label={t('promise.renegotiateDo')} onClose={onClose} />
    </form>
  );
}
