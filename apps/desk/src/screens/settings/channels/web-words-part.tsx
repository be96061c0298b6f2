import type { WebChannel } from '@earshot/contract/channel-kind-contract.ts';
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import parts from './channel-parts.module.css';
import { findProblem, type WebPartProps } from './kind-values.ts';
import { LinesField } from './lines-field.tsx';

/** What people read on it before they write. */
export function WordsPart({ kind, web, set, fields }: WebPartProps): ReactElement {
  return (
    <Part title={t('kinds.words')}>
      <div className={styles['form']}>
        <TextInput
          label={t('kinds.title')}
          description={t('kinds.titleHint')}
          maxLength={120}
          value={web.title}
          error={fields['web.title']}
          onChange={(event) => set({ title: event.target.value })}
        />
        <Textarea
          label={t('kinds.greeting')}
          autosize
          minRows={2}
          maxLength={500}
          value={web.greeting}
          error={fields['web.greeting']}
          onChange={(event) => set({ greeting: event.target.value })}
        />
        {kind === 'chat' ? (
          <>
            <LinesField
              label={t('kinds.quick')}
              description={t('kinds.quickHint')}
              value={web.quick_replies}
              error={findProblem(fields, 'web.quick_replies')}
              onChange={(lines) => set({ quick_replies: lines })}
            />
            <Switch
              label={t('kinds.articles')}
              description={t('kinds.articlesHint')}
              checked={web.articles}
              onChange={(event) => set({ articles: event.target.checked })}
            />
          </>
        ) : null}
      </div>
    </Part>
  );
}

/** Colour and place; the colour is made readable by the page itself. */
export function LooksPart({ kind, web, set, fields }: WebPartProps): ReactElement {
  const { theme } = web;
  const put = (change: Partial<WebChannel['theme']>) => set({ theme: { ...theme, ...change } });
  const schemes = ['auto', 'light', 'dark'] as const;
  const positions = ['right', 'left'] as const;
  return (
    <Part title={t('kinds.looks')}>
      <div className={styles['form']}>
        <TextInput
          label={t('kinds.accent')}
          description={t('kinds.accentHint')}
          styles={{ wrapper: { width: 220 } }}
          spellCheck={false}
          value={theme.accent}
          error={fields['web.theme.accent']}
          leftSection={
            <input
              type="color"
              className={parts['colour']}
              aria-label={t('kinds.accentPick')}
              value={/^#[0-9a-f]{6}$/i.test(theme.accent) ? theme.accent : '#000000'}
              onChange={(event) => put({ accent: event.target.value })}
            />
          }
          onChange={(event) => put({ accent: event.target.value.trim() })}
        />
        <div className={styles['row']}>
          <NativeSelect
            label={t('kinds.scheme')}
            value={theme.scheme}
            data={schemes.map((value) => ({ value, label: t(`kinds.scheme.${value}`) }))}
            onChange={(event) =>
              put({ scheme: schemes.find((one) => one === event.target.value) ?? 'auto' })
            }
          />
          {kind === 'chat' ? (
            <NativeSelect
              label={t('kinds.position')}
              value={theme.position}
              data={positions.map((value) => ({ value, label: t(`kinds.position.${value}`) }))}
              onChange={(event) =>
                put({ position: positions.find((one) => one === event.target.value) ?? 'right' })
              }
            />
          ) : null}
        </div>
      </div>
    </Part>
  );
}

/** What is told about what is stored. */
export function PrivacyPart({ web, set, fields }: WebPartProps): ReactElement {
  return (
    <Part title={t('kinds.privacy')}>
      <div className={styles['form']}>
        <Textarea
          label={t('kinds.privacyText')}
          description={t('kinds.privacyTextHint')}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={2000}
          value={web.privacy_text}
          error={fields['web.privacy_text']}
          onChange={(event) => set({ privacy_text: event.target.value })}
        />
        <TextInput
          label={t('kinds.privacyUrl')}
          placeholder="https://falk.example/privacy"
          inputMode="url"
          value={web.privacy_url}
          error={fields['web.privacy_url']}
          onChange={(event) => set({ privacy_url: event.target.value })}
        />
      </div>
    </Part>
  );
}
