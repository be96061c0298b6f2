import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import styles from './dialogs.module.css';
import { formatUntil } from './format-until.ts';
import { decideWaits, parseLocal, writeLocal } from './wait-rules.ts';

export interface WaitDialogProps {
  title: string;
  doLabel: string;
  /** Whether it is asked what we are waiting for. */
  asksReason: boolean;
  onClose: () => void;
  onChoose: (until: Date, reason: string) => void;
}

/** Asks for a time: a suggestion or any other, by arrow keys and Enter. */
export function WaitDialog(props: WaitDialogProps): ReactElement {
  return (
    <Dialog onClose={props.onClose} title={props.title} size={400}>
      <WaitForm {...props} />
    </Dialog>
  );
}

function WaitForm({ doLabel, asksReason, onClose, onChoose }: WaitDialogProps): ReactElement {
  const { locale, timeZone } = useUi();
  const [waits] = useState(() => decideWaits(new Date(), timeZone));
  const [chosen, setChosen] = useState<string>(waits[0]!.id);
  const [date, setDate] = useState(() => writeLocal(waits.at(-1)!.until, timeZone));
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    const preset = waits.find((wait) => wait.id === chosen)?.until;
    const until = preset ?? parseLocal(date, timeZone);
    if (until === null || until.getTime() <= Date.now()) {
      setWrong(true);
      return;
    }
    onClose();
    onChoose(until, reason.trim());
  }

  return (
    <form className={styles['form']} onSubmit={submit}>
      <fieldset className={styles['choices']}>
        <legend className="visually-hidden">{t('wait.presets')}</legend>
        {waits.map(({ id, until }) => (
          <label key={id}>
            <input
              type="radio"
              name="until"
              data-autofocus={id === chosen || undefined}
              checked={chosen === id}
              onChange={() => setChosen(id)}
            />
            <span>{t(`wait.preset.${id}`)}</span>
            <time>{formatUntil(until, locale, timeZone)}</time>
          </label>
        ))}
        <label>
          <input
            type="radio"
            name="until"
            checked={chosen === 'date'}
            onChange={() => setChosen('date')}
          />
          <span>{t('wait.date')}</span>
          <input
            type="datetime-local"
            aria-label={t('wait.date')}
            aria-invalid={wrong || undefined}
            value={date}
            onFocus={() => setChosen('date')}
            onChange={(event) => {
              setDate(event.target.value);
              setWrong(false);
            }}
          />
        </label>
      </fieldset>
      {wrong ? (
        <p className={styles['wrong']} role="alert">
          {t('wait.past')}
        </p>
      ) : null}
      {asksReason ? (
        <label className={styles['field']}>
          <span>
            {t('wait.reason')} <small>({t('word.optional')})</small>
          </span>
          <input value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />
        </label>
      ) : null}
      <div className={styles['buttons']}>
        <Button variant="default" onClick={onClose}>
          {t('word.cancel')}
        </Button>
        <Button type="submit">{doLabel}</Button>
      </div>
    </form>
  );
}
