import { Icon } from '@earshot/ui/icon.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { client } from '../../api/desk-client.ts';
import { useChannels } from '../../api/directory.ts';
import { getLocale, t } from '../../i18n/translate.ts';
import { Choice } from '../../parts/choice.tsx';
import { Part } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const priorities = ['low', 'normal', 'high', 'urgent'] as const;

/** What a mail arriving now would be promised, by the plan of the intake itself. */
export function PromisePreviewPart(): ReactElement | null {
  const channels = useChannels();
  const [chosen, setChosen] = useState('');
  const [priority, setPriority] = useState<(typeof priorities)[number]>('normal');
  const channelId = chosen || channels[0]?.id;
  const { data } = useQuery({
    queryKey: ['promise-rules', 'preview', channelId, priority],
    enabled: channelId !== undefined,
    queryFn: () =>
      client.call('createPromisePreview', {
        body: { channel_id: channelId!, priority, language: getLocale() },
      }),
  });
  if (channels.length === 0) return null;
  return (
    <Part title={t('rules.preview')}>
      <div className={styles['row']}>
        <Choice
          label={t('rules.previewChannel')}
          none={channels[0]!.name}
          items={channels.slice(1).map(({ id, name }) => ({ id, name }))}
          value={chosen}
          onChange={setChosen}
        />
        <Choice
          label={t('action.priority')}
          none={t('priority.normal')}
          items={priorities
            .filter((one) => one !== 'normal')
            .map((id) => ({ id, name: t(`priority.${id}`) }))}
          value={priority === 'normal' ? '' : priority}
          onChange={(id) => setPriority(priorities.find((one) => one === id) ?? 'normal')}
        />
      </div>
      <ul className={styles['items']} aria-live="polite">
        {data?.items.map((one) => (
          <li key={one.kind}>
            <Icon name="clock" size={18} />
            <div className={styles['item']}>
              <b>{one.words}</b>
              <p>
                {one.because.policy === null
                  ? t('promise.policyHours')
                  : t('promise.policy', { policy: one.because.policy })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
