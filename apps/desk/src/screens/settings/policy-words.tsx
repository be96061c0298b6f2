import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { SlaPolicyShown } from '@earshot/contract/promise-rule-contract.ts';
import type { ReplyCheckOverride } from '@earshot/contract/reply-check-rule.ts';
import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import { contactLanguageItems } from '../../parts/contact-languages.ts';
import { WordsCheck } from '../cases/reply-check/words-check.tsx';
import styles from './rule-forms.module.css';

type Words = SlaPolicyShown['words'];
type OwnWords = NonNullable<Words['de']>;
const kinds = ['first_answer', 'answer', 'resolution', 'update'] as const;
const languages = contactLanguageItems.map(({ value, label }) => ({ code: value, name: label }));

/** What contacts are told in the words of the account; what is left empty has ours. */
export function PolicyWords(props: {
  words: Words;
  errors: Record<string, string>;
  overrides: readonly ReplyCheckOverride[];
  onOverrides: (overrides: readonly ReplyCheckOverride[]) => void;
  onChange: (words: Words) => void;
}): ReactElement {
  const { words, errors, onChange, overrides, onOverrides } = props;
  const change = (code: ContactLanguage, kind: keyof OwnWords, text: string) =>
    onChange({ ...words, [code]: { ...words[code], [kind]: text } });
  const filled = languages.some(({ code }) => Object.keys(words[code] ?? {}).length > 0);
  return (
    <details className={styles['words']} open={filled || undefined}>
      <summary>{t('rules.words')}</summary>
      <p>{t('rules.wordsHint', { due: '{due}' })}</p>
      {languages.map(({ code, name }) => (
        <fieldset key={code}>
          <legend>{name}</legend>
          {kinds.map((kind) => (
            <WordsCheck
              key={kind}
              caseId={null}
              text={words[code]?.[kind] ?? ''}
              language={code}
              fills={['due']}
              overrides={overrides}
              onOverrides={onOverrides}
              onChange={(text) => change(code, kind, text)}
            >
              <Textarea
                lang={code}
                autosize
                minRows={1}
                maxLength={2000}
                label={t(`promise.kind.${kind}`)}
                placeholder={t('rules.ourWords')}
                value={words[code]?.[kind] ?? ''}
                error={errors[`words.${code}.${kind}`]}
                onChange={(event) => change(code, kind, event.target.value)}
              />
            </WordsCheck>
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
