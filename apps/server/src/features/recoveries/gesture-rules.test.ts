import { describe, expect, test } from 'vitest';
import {
  decideGesture,
  type GestureFacts,
  isWithin,
  stateOf,
  wantsNoMail,
} from './gesture-rules.ts';
import { playbooks, suggestPlaybook } from './playbook-rules.ts';
import { makeSurveyToken, readSurveyToken } from './survey-token-rules.ts';

const euro = (cents: number | null) => ({ cents, currency: 'EUR' });
const facts: GestureFacts = {
  state: 'proposed',
  amount: { cents: 5_000, currency: 'EUR' },
  limit: euro(20_000),
  isProposer: false,
  isSupervisor: true,
};

describe('a gesture', () => {
  test('lies within a limit of the same currency, and within any where there is none', () => {
    expect(isWithin(facts.amount, euro(5_000))).toBe(true);
    expect(isWithin(facts.amount, euro(4_999))).toBe(false);
    expect(isWithin(facts.amount, { cents: 99_999, currency: 'CHF' })).toBe(false);
    expect(isWithin(facts.amount, euro(null))).toBe(true);
  });

  test('over the limit is approved by a second person within their own', () => {
    expect(decideGesture('approve', facts)).toBe('decide');
    expect(decideGesture('approve', { ...facts, isSupervisor: false })).toBe('not_an_approver');
    expect(decideGesture('approve', { ...facts, isProposer: true })).toBe('own_gesture');
    expect(decideGesture('approve', { ...facts, limit: euro(4_999) })).toBe('over_limit');
    expect(decideGesture('approve', { ...facts, state: 'approved' })).toBe('gesture_decided');
  });

  test('is given only once it was approved, and what was given a supervisor may withdraw', () => {
    expect(decideGesture('give', facts)).toBe('gesture_unapproved');
    expect(decideGesture('give', { ...facts, state: 'approved' })).toBe('decide');
    expect(decideGesture('give', { ...facts, state: 'given' })).toBe('gesture_decided');
    const given = { ...facts, state: 'given' } as const;
    expect(decideGesture('withdraw', given)).toBe('decide');
    const agent = { ...given, isSupervisor: false, isProposer: true };
    expect(decideGesture('withdraw', agent)).toBe('not_an_approver');
    expect(decideGesture('withdraw', { ...agent, state: 'proposed' })).toBe('decide');
    expect(decideGesture('withdraw', { ...facts, state: 'withdrawn' })).toBe('gesture_decided');
  });

  test('stands as what came last says', () => {
    const none = { approved_at: null, refused_at: null, given_at: null, withdrawn_at: null };
    const at = new Date(0);
    expect(stateOf(none)).toBe('proposed');
    expect(stateOf({ ...none, approved_at: at, given_at: at })).toBe('given');
    expect(stateOf({ ...none, approved_at: at, given_at: at, withdrawn_at: at })).toBe('withdrawn');
  });
});

describe('a playbook', () => {
  test('answers first and gives last, in both languages, with later steps due later', () => {
    for (const { steps, name } of playbooks) {
      expect(steps[0]!.code).toMatch(/^answer/);
      expect(steps.at(-1)!.code).toBe('gesture');
      const due = steps.map((step) => step.dueAfter_minutes);
      expect(due).toEqual(due.toSorted((a, b) => a - b));
      expect(name.de).not.toBe(name.en);
    }
  });

  test('is suggested from four points on, by what went wrong', () => {
    expect(suggestPlaybook(3, ['promise_broken'])).toBeNull();
    expect(suggestPlaybook(4, ['contact_again'])?.code).toBe('long_way');
    expect(suggestPlaybook(5, ['promise_broken'])?.code).toBe('broken_promise');
    expect(suggestPlaybook(9, ['promise_broken', 'public_post'])?.code).toBe('public_complaint');
  });
});

describe('who wants no mail', () => {
  test.each([
    'Bitte schicken Sie mir keine Mails mehr.',
    'Ich möchte keine E-Mails von Ihnen bekommen.',
    'Lassen Sie mich in Ruhe.',
    'Please stop sending me emails.',
    'Do not email me again.',
    'unsubscribe',
  ])('says: %s', (text) => {
    expect(wantsNoMail(text)).toBe(true);
  });

  test.each([
    'Ich habe keine Nachricht von Ihnen erhalten.',
    'Danke für Ihre Mail, alles gut.',
    'I never got your email.',
  ])('does not say: %s', (text) => {
    expect(wantsNoMail(text)).toBe(false);
  });
});

test('a link opens its own question only, and none that another key or hand made', () => {
  const [account, survey] = [
    '0198f2a0-0000-7000-8000-000000000001',
    '0198f2a0-0000-7000-8000-0000000000ff',
  ];
  const key = Buffer.alloc(32, 1);
  const token = makeSurveyToken(key, account, survey);
  expect(readSurveyToken(key, token)).toEqual({ accountId: account, surveyId: survey });
  expect(readSurveyToken(Buffer.alloc(32, 2), token)).toBeNull();
  expect(readSurveyToken(key, `${token.slice(0, -2)}AA`)).toBeNull();
  expect(readSurveyToken(key, 'x')).toBeNull();
});
