import type { SlaPolicyShown } from '@earshot/contract/promise-rule-contract.ts';
import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import styles from './rule-forms.module.css';

type Words = SlaPolicyShown['words'];
const kinds = ['first_answer', 'answer', 'resolution', 'update'] as const;
const languages = [
  { code: 'de', name: 'Deutsch' },
  { code: 'en', name: 'English' },
] as const;

/** What contacts are told in the words of the account; what is left empty has ours. */
export function PolicyWords(props: {
  words: Words;
  errors: Record<string, string>;
  onChange: (words: Words) => void;
}): ReactElement {
  const { words, errors, onChange } = props;
  const filled = languages.some(({ code }) => Object.keys(words[code] ?? {}).length > 0);
  return (
    <details className={styles['words']} open={filled || undefined}>
      <summary>{t('rules.words')}</summary>
      <p>{t('rules.wordsHint', { due: '{due}' })}</p>
      {languages.map(({ code, name }) => (
        <fieldset key={code}>
          <legend>{name}</legend>
          {kinds.map((kind) => (
            <Textarea
              key={kind}
              lang={code}
              autosize
              minRows={1}
              maxLength={2000}
              label={t(`promise.kind.${kind}`)}
              placeholder={t('rules.ourWords')}
              value={words[code]?.[kind] ?? ''}
              error={errors[`words.${code}.${kind}`]}
              onChange={(event) =>
                onChange({ ...words, [code]: { ...words[code], [kind]: event.target.value } })
              }
            />
          ))}
        </fieldset>
      ))}
    </details>
  );
}

/** Without what was left empty, for the contract takes no empty words. */
export function trimWords(words: Words): Words {
  const trimmed = languages.map(({ code }) => [
    code,
    Object.fromEntries(
      Object.entries(words[code] ?? {})
        .map(([kind, text]) => [kind, text?.trim() ?? ''] as const)
        .filter(([, text]) => text !== ''),
    ),
  ]);
  return Object.fromEntries(trimmed);
}
