import { useUi } from '@earshot/ui/ui-provider.tsx';
import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { useMe } from '../../../api/use-me.ts';
import { t } from '../../../i18n/translate.ts';
import { Dialog, DialogFoot } from '../../../parts/dialog.tsx';
import { useSubmit } from '../../../parts/use-submit.ts';
import dialogs from '../case-changes/dialogs.module.css';
import { enterGesture } from './change-recoveries.ts';
import { formatMoney } from '../../../parts/gestures/format-money.ts';

const kinds = ['voucher', 'parcel', 'refund', 'other'] as const;

interface GestureDialogProps {
  caseId: string;
  onClose: () => void;
}

/** A small gesture: what, worth how much, and what for; says before whether it needs approval. */
export function GestureDialog(props: GestureDialogProps): ReactElement {
  return (
    <Dialog onClose={props.onClose} title={t('gesture.title')} size={460}>
      <GestureForm {...props} />
    </Dialog>
  );
}

function GestureForm({ caseId, onClose }: GestureDialogProps): ReactElement {
  const { role } = useMe().member;
  const { locale } = useUi();
  const { data } = useQuery({
    queryKey: ['recovery-limits'],
    queryFn: () => client.call('getRecoveryLimits'),
  });
  const own = data?.items.find((one) => one.role === role);
  const currency = own?.currency ?? 'EUR';
  const [kind, setKind] = useState<(typeof kinds)[number]>('voucher');
  const [amount, setAmount] = useState<number | string>(20);
  const [words, setWords] = useState('');
  const cents = Math.round(Number(amount) * 100);
  const submit = useSubmit(async () => {
    await enterGesture(caseId, { kind, amount_cents: cents, currency, words: words.trim() });
    onClose();
  });
  const limit = own?.amount_cents ?? null;
  const money = limit === null ? '' : formatMoney(limit, currency, locale);
  const within = limit === null || cents <= limit;
  return (
    <form className={dialogs['form']} onSubmit={submit.onSubmit}>
      <p>{t('gesture.hint')}</p>
      <SegmentedControl
        aria-label={t('gesture.kind')}
        value={kind}
        fullWidth
        onChange={setKind}
        data={kinds.map((one) => ({ value: one, label: t(`gesture.kind.${one}`) }))}
      />
      <NumberInput
        data-autofocus
        required
        withAsterisk={false}
        label={t('gesture.amount')}
        value={amount}
        onChange={setAmount}
        min={0.01}
        max={1_000_000}
        decimalScale={2}
        fixedDecimalScale
        decimalSeparator={locale.startsWith('de') ? ',' : '.'}
        suffix={` ${currency}`}
        hideControls
      />
      <TextInput
        label={t('gesture.words')}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {limit === null ? null : (
        <p role="status">{t(within ? 'gesture.within' : 'gesture.over', { limit: money })}</p>
      )}
      <DialogFoot
        submit={submit}
        label={t('gesture.do')}
        disabled={!(cents > 0)}
        onClose={onClose}
      />
    </form>
  );
}
