import type { WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import { IconButton } from '@earshot/ui/icon-button.tsx';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../../i18n/translate.ts';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import parts from './channel-parts.module.css';
import { changeKind, findProblem, proposeKey, type WebPartProps } from './kind-values.ts';
import { LinesField } from './lines-field.tsx';

const kinds: readonly WebQuestion['kind'][] = [
  'name',
  'email',
  'phone',
  'order_number',
  'text',
  'long_text',
  'choice',
  'consent',
];
const mostQuestions = 20;

/** What is asked before the first word, in its order: only what is needed, with the purpose. */
export function QuestionsPart({ web, set, fields }: WebPartProps): ReactElement {
  const { questions } = web;
  const keys = questions.map(({ key }) => key);
  const swap = (index: number) =>
    set({ questions: questions.toSpliced(index, 2, questions[index + 1]!, questions[index]!) });
  function add(): void {
    // An address is what is needed most: without one nobody can be answered later.
    const hasEmail = questions.some((one) => one.kind === 'email');
    const kind: WebQuestion['kind'] = hasEmail ? 'text' : 'email';
    const label = hasEmail ? '' : t('kinds.question.kind.email');
    const key = proposeKey(kind, keys);
    const made = { key, kind, label, purpose: '', required: false, choices: [] };
    set({ questions: [...questions, made] });
  }
  return (
    <Part title={t('kinds.questions')}>
      <p>{t('kinds.questionsHint')}</p>
      <ol className={parts['questions']}>
        {questions.map((question, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the key is being typed
          <li key={index}>
            <QuestionFields
              question={question}
              number={index + 1}
              taken={keys.toSpliced(index, 1)}
              problem={(part) => findProblem(fields, `web.questions.${index}.${part}`)}
              onChange={(next) => set({ questions: questions.with(index, next) })}
              onRemove={() => set({ questions: questions.toSpliced(index, 1) })}
              onUp={index === 0 ? null : () => swap(index - 1)}
              onDown={index === questions.length - 1 ? null : () => swap(index)}
            />
          </li>
        ))}
      </ol>
      {fields['web.questions'] === undefined ? null : (
        <p className={parts['wrong']} role="alert">
          {fields['web.questions']}
        </p>
      )}
      <Button variant="default" disabled={questions.length >= mostQuestions} onClick={add}>
        {t('kinds.question.add')}
      </Button>
    </Part>
  );
}

interface QuestionProps {
  question: WebQuestion;
  number: number;
  /** Keys of the other questions. */
  taken: readonly string[];
  /** What is wrong with one part of it. */
  problem: (part: keyof WebQuestion) => string | undefined;
  onChange: (next: WebQuestion) => void;
  onRemove: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}

function QuestionFields(props: QuestionProps): ReactElement {
  const { question, number, taken, problem, onChange } = props;
  const put = (change: Partial<WebQuestion>) => onChange({ ...question, ...change });
  const kindOf = (name: string) => kinds.find((one) => one === name) ?? 'text';
  return (
    <fieldset className={parts['question']}>
      <legend>{t('kinds.question', { number })}</legend>
      <QuestionDeeds {...props} />
      <TextInput
        label={t('kinds.question.label')}
        required
        withAsterisk={false}
        value={question.label}
        error={problem('label')}
        onChange={(event) => put({ label: event.target.value })}
      />
      <div className={styles['row']}>
        <NativeSelect
          label={t('kinds.question.kind')}
          value={question.kind}
          data={kinds.map((value) => ({ value, label: t(`kinds.question.kind.${value}`) }))}
          onChange={(event) => onChange(changeKind(question, kindOf(event.target.value), taken))}
        />
        <TextInput
          label={t('kinds.question.key')}
          required
          withAsterisk={false}
          spellCheck={false}
          value={question.key}
          error={problem('key')}
          onChange={(event) => put({ key: event.target.value })}
        />
      </div>
      <TextInput
        label={t('kinds.question.purpose')}
        description={t('kinds.question.purposeHint')}
        maxLength={300}
        value={question.purpose}
        error={problem('purpose')}
        onChange={(event) => put({ purpose: event.target.value })}
      />
      {question.kind === 'choice' ? (
        <LinesField
          label={t('kinds.question.choices')}
          description={t('kinds.onePerLine')}
          value={question.choices}
          error={problem('choices')}
          onChange={(choices) => put({ choices })}
        />
      ) : null}
      <Switch
        label={t('kinds.question.required')}
        checked={question.required}
        onChange={(event) => put({ required: event.target.checked })}
      />
    </fieldset>
  );
}

function QuestionDeeds({ number, onUp, onDown, onRemove }: QuestionProps): ReactElement {
  return (
    <span className={parts['deeds']}>
      <IconButton
        size="small"
        icon="chevron-up"
        label={t('kinds.question.up', { number })}
        disabled={onUp === null}
        onClick={() => onUp?.()}
      />
      <IconButton
        size="small"
        icon="chevron-down"
        label={t('kinds.question.down', { number })}
        disabled={onDown === null}
        onClick={() => onDown?.()}
      />
      <IconButton
        size="small"
        icon="trash"
        label={t('kinds.question.remove', { number })}
        onClick={onRemove}
      />
    </span>
  );
}
