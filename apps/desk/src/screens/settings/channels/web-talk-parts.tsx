import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useChannels } from '../../../api/directory.ts';
import { t } from '../../../i18n/translate.ts';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import { findProblem, type WebPartProps } from './kind-values.ts';
import { LinesField } from './lines-field.tsx';

const mostMinutes = 1_440;
const mostSeconds = 3_600;

/** Which pages may carry it. */
export function PagesPart({ web, set, fields }: WebPartProps): ReactElement {
  return (
    <Part title={t('kinds.pages')}>
      <div className={styles['form']}>
        <LinesField
          label={t('kinds.origins')}
          description={t('kinds.originsHint')}
          placeholder="https://shop.example"
          value={web.allowed_origins}
          error={findProblem(fields, 'web.allowed_origins')}
          onChange={(lines) => set({ allowed_origins: lines })}
        />
      </div>
    </Part>
  );
}

/** How answers reach somebody who is not on the page. */
export function ContinuationPart({ kind, web, set, fields }: WebPartProps): ReactElement {
  const channels = useChannels();
  const mailboxes = channels.filter((one) => one.kind === 'email');
  const isChat = kind === 'chat';
  return (
    <Part title={t(isChat ? 'kinds.continuation' : 'channels.answers')}>
      <div className={styles['form']}>
        <NativeSelect
          label={t('kinds.continue')}
          description={t(isChat ? 'kinds.continueHint' : 'kinds.continueFormHint')}
          value={web.continue_by_channel_id ?? ''}
          error={fields['web.continue_by_channel_id']}
          data={[
            { value: '', label: t('kinds.nowhere') },
            ...mailboxes.map((one) => ({ value: one.id, label: one.address })),
          ]}
          onChange={(event) => set({ continue_by_channel_id: event.target.value || null })}
        />
        {isChat && web.continue_by_channel_id !== null ? (
          <NumberInput
            label={t('kinds.minutes')}
            description={t('kinds.minutesHint')}
            min={1}
            max={mostMinutes}
            allowDecimal={false}
            styles={{ wrapper: { width: 220 } }}
            value={web.continue_after_minutes}
            error={fields['web.continue_after_minutes']}
            onChange={(minutes) => set({ continue_after_minutes: Number(minutes) || 1 })}
          />
        ) : null}
      </div>
    </Part>
  );
}

/** Whether answers are announced to browsers that asked for it. */
export function PushPart({ web, set, fields }: WebPartProps): ReactElement {
  const { push } = web;
  const change = (next: Partial<NonNullable<typeof push>>) =>
    set({ push: { after_seconds: 20, words: false, ...push, ...next } });
  return (
    <Part title={t('kinds.push')}>
      <div className={styles['form']}>
        <Switch
          label={t('kinds.pushOn')}
          description={t('kinds.pushHint')}
          checked={push !== null}
          onChange={(event) => (event.target.checked ? change({}) : set({ push: null }))}
        />
        {push === null ? null : (
          <>
            <NumberInput
              label={t('kinds.pushSeconds')}
              min={1}
              max={mostSeconds}
              allowDecimal={false}
              styles={{ wrapper: { width: 220 } }}
              value={push.after_seconds}
              error={fields['web.push.after_seconds']}
              onChange={(seconds) => change({ after_seconds: Number(seconds) || 1 })}
            />
            <Switch
              label={t('kinds.pushWords')}
              description={t('kinds.pushWordsHint')}
              checked={push.words}
              onChange={(event) => change({ words: event.target.checked })}
            />
          </>
        )}
      </div>
    </Part>
  );
}

/** Who answers, and what agents see while somebody types. */
export function TalkPart({ web, set, fields }: WebPartProps): ReactElement {
  return (
    <Part title={t('kinds.talk')}>
      <div className={styles['form']}>
        <Switch
          label={t('kinds.whisper')}
          description={t('kinds.whisperHint')}
          checked={web.whisper}
          onChange={(event) => set({ whisper: event.target.checked })}
        />
        <Switch
          label={t('kinds.bot')}
          description={t('kinds.botHint')}
          checked={web.bot !== null}
          onChange={(event) => set({ bot: event.target.checked ? { name: '' } : null })}
        />
        {web.bot === null ? null : (
          <TextInput
            label={t('kinds.botName')}
            required
            withAsterisk={false}
            maxLength={80}
            value={web.bot.name}
            error={findProblem(fields, 'web.bot')}
            onChange={(event) => set({ bot: { name: event.target.value } })}
          />
        )}
      </div>
    </Part>
  );
}
