import { expect, test } from 'vitest';
import {
  changeKind,
  findProblem,
  proposeKey,
  readKindChannel,
  writeKindChannel,
} from './kind-values.ts';

const question = {
  key: 'email',
  kind: 'email' as const,
  label: 'Your e-mail',
  purpose: '',
  required: true,
  choices: [],
};

test('empty lines are no pages, no quick replies and no choices', () => {
  const values = readKindChannel(null, 'de');
  values.web.allowed_origins = [' https://shop.example ', ''];
  values.web.quick_replies = ['', 'Where is my parcel?'];
  values.web.questions = [{ ...question, kind: 'choice', choices: ['Kettle', '', ' Lid'] }];
  const body = writeKindChannel('chat', values);
  expect(body).toMatchObject({
    web: {
      allowed_origins: ['https://shop.example'],
      quick_replies: ['Where is my parcel?'],
      questions: [{ choices: ['Kettle', 'Lid'] }],
    },
  });
});

test('choices of a question that is no choice any more are not kept unseen', () => {
  const values = readKindChannel(null, 'de');
  values.web.questions = [{ ...question, choices: ['Kettle', 'Lid'] }];
  expect(writeKindChannel('form', values)).toMatchObject({ web: { questions: [{ choices: [] }] } });
});

test('an interface for programs is sent no settings of a page', () => {
  const body = writeKindChannel('api', readKindChannel(null, 'en'));
  expect(body).not.toHaveProperty('web');
  expect(body).toHaveProperty('api');
});

test('two questions of a kind have keys of their own', () => {
  expect(proposeKey('email', [])).toBe('email');
  expect(proposeKey('email', ['email', 'email_2'])).toBe('email_3');
});

test('a proposed key follows the kind, a chosen one stays', () => {
  expect(changeKind(question, 'phone', []).key).toBe('phone');
  expect(changeKind({ ...question, key: 'answer_to' }, 'phone', []).key).toBe('answer_to');
});

test('what is wrong with one line is said at the list', () => {
  const fields = { 'web.allowed_origins.1': 'Such as https://shop.example, without a path.' };
  expect(findProblem(fields, 'web.allowed_origins')).toMatch(/^Such as/);
  expect(findProblem(fields, 'web.allowed')).toBeUndefined();
});
