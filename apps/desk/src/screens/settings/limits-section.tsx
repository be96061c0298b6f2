import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { getRecoveryLimits } from '@earshot/contract/recovery-contract.ts';
import { ErrorState } from '@earshot/ui/error-state.tsx';
import { useUi } from '@earshot/ui/ui-provider.tsx';
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { useMe } from '../../api/use-me.ts';
import { t } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import { mayAdminister } from '../../parts/may.ts';
import { useSubmit } from '../../parts/use-submit.ts';
import made from './limits-section.module.css';
import { SaveBar } from './save-bar.tsx';
import { SettingsPage } from './settings-page.tsx';
import styles from './settings-screen.module.css';

type Limit = ResponseOf<typeof getRecoveryLimits>['items'][number];

/** The dialog of a gesture reads the same key. */
const limitsKey = ['recovery-limits'];
/** What a limit begins with where there was none: 25.00. */
const FIRST_LIMIT_CENTS = 2_500;

/** What each role gives to make good without asking. */
export function LimitsSection(): ReactElement {
  const { data, error, refetch } = useQuery({
    queryKey: limitsKey,
    queryFn: () => client.call('getRecoveryLimits'),
  });
  return (
    <SettingsPage section="gestures">
      <p className={styles['intro']}>{t('limits.intro')}</p>
      {error && !data ? (
        <ErrorState
          title={t('limits.failed')}
          detail={describeError(error)}
          retryLabel={t('word.retry')}
          onRetry={() => void refetch()}
        />
      ) : null}
      {data ? <LimitsForm limits={data.items} /> : null}
    </SettingsPage>
  );
}

function LimitsForm({ limits }: { limits: Limit[] }): ReactElement {
  const mayChange = mayAdminister(useMe());
  const [items, setItems] = useState(limits);
  const currency = items[0]?.currency ?? 'EUR';
  const submit = useSubmit(async () => {
    const saved = await client.call('updateRecoveryLimits', { body: { items } });
    queryClient.setQueryData(limitsKey, saved);
    say(t('word.saved'));
  });
  const setCurrency = (next: string) =>
    setItems(items.map((one) => ({ ...one, currency: next.toUpperCase() })));
  return (
    <form className={styles['form']} onSubmit={submit.onSubmit}>
      {mayChange ? null : <p>{t('limits.admin')}</p>}
      <TextInput
        label={t('limits.currency')}
        className={made['currency']}
        required
        withAsterisk={false}
        maxLength={3}
        pattern="[A-Z]{3}"
        disabled={!mayChange}
        value={currency}
        error={submit.fields['items.0.currency']}
        onChange={(event) => setCurrency(event.target.value)}
      />
      <ul className={made['limits']}>
        {items.map((one) => (
          <LimitRow
            key={one.role}
            limit={one}
            disabled={!mayChange}
            onChange={(amount_cents) =>
              setItems(items.map((each) => (each === one ? { ...each, amount_cents } : each)))
            }
          />
        ))}
      </ul>
      {mayChange ? <SaveBar submit={submit} /> : null}
    </form>
  );
}

function LimitRow(props: {
  limit: Limit;
  disabled: boolean;
  onChange: (amount_cents: number | null) => void;
}): ReactElement {
  const { limit, disabled, onChange } = props;
  const { locale } = useUi();
  const role = t(`role.${limit.role}`);
  const without = limit.amount_cents === null;
  return (
    <li>
      <b>{role}</b>
      <NumberInput
        aria-label={`${role}: ${t('limits.amount')}`}
        placeholder={t('limits.any')}
        disabled={disabled || without}
        value={without ? '' : limit.amount_cents! / 100}
        min={0}
        max={1_000_000}
        decimalScale={2}
        fixedDecimalScale
        decimalSeparator={locale.startsWith('de') ? ',' : '.'}
        suffix={` ${limit.currency}`}
        hideControls
        onChange={(amount) => {
          if (!without) onChange(Math.round(Number(amount) * 100));
        }}
      />
      <Checkbox
        label={t('limits.any')}
        aria-label={t('limits.anyFor', { role })}
        disabled={disabled}
        checked={without}
        onChange={(event) => onChange(event.currentTarget.checked ? null : FIRST_LIMIT_CENTS)}
      />
    </li>
  );
}
