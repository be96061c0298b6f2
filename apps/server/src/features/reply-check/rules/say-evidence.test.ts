import { expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

function sayOf(rule: string, asked: string, text: string): string[] {
  const history = [{ from: 'contact' as const, text: asked }];
  const found = checkReply({ text, language: null, history, facts: {} });
  return found.filter((one) => one.rule === rule).map(({ said }) => said.de);
}

test('an agent reads which words send the contact away, and why', () => {
  const [said] = sayOf(
    'referral',
    'Im Keller steht Wasser.',
    'Zuständig sind im Übrigen die Stadtwerke, wenden Sie sich bitte dorthin.',
  );
  expect(said).toContain('„Stadtwerke“');
  expect(said).toContain('es sagt, wer zuständig ist');
});

test('an agent reads what of the contact’s own words the advice repeats', () => {
  const [said] = sayOf(
    'repeats',
    'Seit gestern kein Netz. Ich habe den Router schon zweimal neu gestartet.',
    'Bitte starten Sie den Router neu.',
  );
  expect(said).toContain('„Ich habe den Router schon zweimal neu gestartet“');
});

test('a contact whose matter lies with a colleague of ours is not sent away', () => {
  const asked = 'Wo bleibt mein Griff für den Backofen?';
  const text = 'Ihr Anliegen liegt jetzt bei uns in den Ersatzteilen.';
  expect(sayOf('referral', asked, text)).toEqual([]);
});

test('thanks for an answer are no closing: what follows is still read', () => {
  const asked = 'Wir sind umgezogen, die Rechnung geht noch an die alte Wohnung.';
  const text = 'Danke. Bitte wenden Sie sich dafür an die Stadtwerke, Telefon 0211 555 0133.';
  expect(sayOf('empty', asked, text)).toEqual([]);
});
