import { describe, expect, test } from 'vitest';
import { checkReply } from './check-reply.ts';

/** Of this thread, so that a busy machine does not count; it still answers while somebody types. */
const MOST_MS = 300;
const spent = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
const SIZE_CHARS = 200_000;

const hostile: Record<string, string> = {
  'requests without an end': 'bitte wenden Sie sich ',
  'requests without a space': 'bittewendenSiesich',
  'mail addresses that never end': 'a@a.',
  'opening brackets': '{{[<<(',
  'numbers in groups': '0 12 345-',
  'commas and conjunctions': 'und, oder, wenden Sie ',
  'questions to nobody': 'an wen? ',
  quotations: '> „wenden Sie sich"\n',
  'restarts and restarts': 'starten Sie den Router neu ',
  'capital streets': 'Aaaaaaaaaaaa-Bbbbbbbbbbb-',
};

describe('a text made to keep the check busy', () => {
  test.each(Object.entries(hostile))('does not: %s', (_name, fragment) => {
    const text = fragment.repeat(Math.ceil(SIZE_CHARS / fragment.length));
    const begun_ms = spent();
    checkReply({
      text,
      history: [{ from: 'contact', text }],
      facts: { visibility: 'public', notes: [text], attachments: 0, contactName: 'Lena Vogt' },
    });
    expect(spent() - begun_ms).toBeLessThan(MOST_MS);
  });
});
