import { InlineAlert } from '@earshot/ui/error-state.tsx';
import { Icon } from '@earshot/ui/icon.tsx';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { t } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';
import styles from './settings-screen.module.css';

/** Tries mailbox and relay now and shows step by step what they answered. */
export function ChannelTest({ channelId }: { channelId: string }): ReactElement {
  const test = useMutation({
    mutationFn: () => client.call('createChannelTest', { params: { channelId } }),
  });
  return (
    <div className={styles['form']}>
      <div className={styles['buttons']}>
        <Button variant="default" mt={12} loading={test.isPending} onClick={() => test.mutate()}>
          {t('channels.test')}
        </Button>
      </div>
      {test.error ? <InlineAlert tone="bad">{describeError(test.error)}</InlineAlert> : null}
      {test.data === undefined ? null : (
        <ol className={styles['steps']} aria-live="polite">
          {test.data.steps.map((step) => (
            <li key={step.name} data-ok={step.ok}>
              <Icon name={step.ok ? 'check' : 'warning'} />
              <div>
                <b>
                  {step.name}
                  <span className="visually-hidden">
                    {t(step.ok ? 'channels.stepOk' : 'channels.stepFailed')}
                  </span>
                </b>
                <p>{step.detail}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
