import { expect, test } from 'vitest';
import { readSmtpFailure, readSmtpReply } from './read-smtp-reply.ts';

test('codes and words of a reply are told apart', () => {
  expect(readSmtpReply('550 5.1.1 No such person')).toEqual({
    code: 550,
    enhancedCode: '5.1.1',
    serverWords: 'No such person',
  });
  expect(readSmtpReply('250 ok')).toEqual({ code: 250, enhancedCode: null, serverWords: 'ok' });
});

test('a reply of several lines is read as one', () => {
  expect(readSmtpReply('554-5.7.1 Your mail looks\r\n554 5.7.1 like advertising')).toEqual({
    code: 554,
    enhancedCode: '5.7.1',
    serverWords: 'Your mail looks like advertising',
  });
});

function refusal(response: string, code: string): Error {
  return Object.assign(new Error('failed'), { response, code });
}

test('a refused mail is refused for good, a deferred one is not', () => {
  expect(readSmtpFailure(refusal('550 5.1.1 no', 'EENVELOPE')).permanent).toBe(true);
  expect(readSmtpFailure(refusal('452 4.2.2 full', 'EENVELOPE')).permanent).toBe(false);
  expect(readSmtpFailure(refusal('503 confused', 'EMESSAGE')).permanent).toBe(false);
});

test('a wrong password of ours bounces no mail: it waits until that is put right', () => {
  expect(readSmtpFailure(refusal('535 5.7.8 bad login', 'EAUTH')).permanent).toBe(false);
  expect(readSmtpFailure(refusal('530 5.7.0 login first', 'EENVELOPE')).permanent).toBe(false);
});

test('a relay that cannot be reached is temporary, in plain words', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ESOCKET' });
  expect(readSmtpFailure(error)).toMatchObject({
    code: null,
    permanent: false,
    serverWords: 'The relay cannot be reached: connect ECONNREFUSED',
  });
});

test('a mail that the relay announced to be too large is refused for good', () => {
  const error = Object.assign(new Error('Message size larger than allowed 10'), {
    code: 'EMESSAGE',
  });
  expect(readSmtpFailure(error)).toMatchObject({ code: 552, permanent: true });
});
