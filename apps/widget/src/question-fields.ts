import type { WebQuestion } from '@earshot/contract/channel-kind-contract.ts';
import { bringLater } from './bring-later.ts';
import { el, fill } from './draw.ts';
import type { Speech } from './speak.ts';

const types: Partial<Record<WebQuestion['kind'], [type: string, autocomplete: string]>> = {
  name: ['text', 'name'],
  email: ['email', 'email'],
  phone: ['tel', 'tel'],
};
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export type QuestionFields = ReturnType<typeof createQuestionFields>;

/** Questions before the first message, each with why it is asked beside it. */
export function createQuestionFields(
  questions: readonly WebQuestion[],
  speech: Speech,
  root: ShadowRoot,
) {
  bringLater(root, speech);
  const { t } = speech;
  const rows = questions.map((question) => {
    const { key, kind, label, purpose, required } = question;
    const field = makeField(question, t('choose'));
    const problem = el('p', { class: 'problem', id: `p-${key}` });
    field.id = `q-${key}`;
    field.setAttribute('aria-describedby', `w-${key} p-${key}`);
    field.setAttribute('aria-required', String(required));
    const why = el('small', { id: `w-${key}` }, purpose);
    const words = el(
      'label',
      { for: field.id },
      label,
      !required && el('span', { class: 'faint' }, ` (${t('optional')})`),
    );
    const isConsent = kind === 'consent';
    const children = isConsent ? [field, words, why, problem] : [words, field, why, problem];
    return {
      question,
      field,
      problem,
      row: el('div', { class: isConsent ? 'q consent' : 'q' }, ...children),
    };
  });

  function read(field: Field): string {
    if (field instanceof HTMLInputElement && field.type === 'checkbox') {
      return field.checked ? 'true' : '';
    }
    return field.value.trim();
  }

  return {
    rows: rows.map((one) => one.row),
    /** The answers by key; null where something is missing, which is then shown and focused. */
    answers(): Record<string, string> | null {
      const wrong = rows.filter(({ question, field, problem }) => {
        const value = read(field);
        const isMissing = question.required && value === '';
        const isBad = question.kind === 'email' && value !== '' && !/^\S+@\S+\.\S+$/.test(value);
        fill(problem, isMissing ? t('needed') : isBad ? t('notAnAddress') : null);
        field.setAttribute('aria-invalid', String(isMissing || isBad));
        return isMissing || isBad;
      });
      wrong[0]?.field.focus();
      if (wrong.length > 0) return null;
      const given = rows.map(({ question, field }) => [question.key, read(field)] as const);
      return Object.fromEntries(given.filter(([, value]) => value !== ''));
    },
  };
}

function makeField({ kind, choices }: WebQuestion, choose: string): Field {
  if (kind === 'long_text') return el('textarea', { rows: 3, dir: 'auto' });
  if (kind === 'consent') return el('input', { type: 'checkbox' });
  if (kind === 'choice') {
    const options = choices.map((one) => el('option', {}, one));
    return el('select', {}, el('option', { value: '' }, choose), ...options);
  }
  const [type, autocomplete] = types[kind] ?? ['text', 'off'];
  return el('input', { type, autocomplete, dir: 'auto', maxlength: 500 });
}
