import { describe, expect, test } from 'vitest';
import { checkReply } from './check-reply.ts';

/**
 * Four times the text may take at most so many times as long (square growth would take sixteen
 * times as long): both are measured in one run, so that a slow or busy machine does not count.
 */
const MOST_GROWTH = 10;
/** Added to both times: below it a clock says nothing. */
const TICK_MS = 15;
/** Processor time is compared, not the clock's: a machine with much else to do may take its time. */
const TEST_MAX_MS = 60_000;
/** The best of so many: whatever else runs only ever makes it longer. */
const RUNS = 3;
const spent = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
const SIZES_CHARS = [50_000, 200_000] as const;

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
  'words that never end': 'verbeentzerueberge',
  'points and marks': '.,;:!?…)',
  'ends of sentences': 'a. B. c! D? ',
  'groups of an account': 'DE00 0000 ',
  'quotation marks': '„“”"',
  'links without an end': 'www.a.b/c?d=',
  'the same advice again': 'Bitte starten Sie den Router neu. Ich habe ihn neu gestartet.\n',
};

function measure(fragment: string, size_chars: number): number {
  const text = fragment.repeat(Math.ceil(size_chars / fragment.length));
  const times = Array.from({ length: RUNS }, () => {
    const begun_ms = spent();
    const history = [{ from: 'contact' as const, text }];
    const facts = { visibility: 'public' as const, notes: [text], contactName: 'Lena Vogt' };
    checkReply({ text, history, facts: { ...facts, attachments: 0 } });
    return spent() - begun_ms;
  });
  return Math.min(...times);
}

describe('a text made to keep the check busy', () => {
  test.each(Object.entries(hostile))(
    'does so no more for being longer: %s',
    (_name, fragment) => {
      const [short_ms, long_ms] = SIZES_CHARS.map((size) => measure(fragment, size));
      expect(long_ms! + TICK_MS).toBeLessThan((short_ms! + TICK_MS) * MOST_GROWTH);
    },
    TEST_MAX_MS,
  );
});
