import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sayFault } from './say-fault.ts';

const sources = [
  '../../../platform/web/fetch-outside.ts',
  '../email/send/read-smtp-reply.ts',
  '../api/deliver-by-webhook.ts',
  '../chat/chat-adapter.ts',
  '../../deliveries/deliver-messages.ts',
  '../../deliveries/delivery-store.ts',
];

/** Sentences in quotes that begin like one; values in them stand for a number. */
function listSentences(): string[] {
  return sources.flatMap((path) => {
    const source = readFileSync(new URL(path, import.meta.url), 'utf8');
    const found = source.matchAll(
      /['`]((?:[A-Z][a-z]+|A|\$\{words\}) [^\n`]+?[.:]) ?(?:\$\{|['`])/g,
    );
    return [...found].map(([, sentence]) => sentence!.replace(/\$\{[\w.]+\}/, '503'));
  });
}

test('every sentence of ours about another server has its German', () => {
  const sentences = listSentences();
  expect(sentences.length).toBeGreaterThan(15);
  const logged =
    /^(Sending failed|A message could|What became|Interrupted deliv|Lost deliv|These bytes)/;
  const english = sentences.filter((one) => sayFault(one, 'de') === one && !logged.test(one));
  expect(english).toEqual([]);
});

test('what the other server said itself stays as it came', () => {
  const words = 'The relay cannot be reached: connect ECONNREFUSED 127.0.0.1:9';
  expect(sayFault(words, 'de')).toBe(
    'Der Mailserver ist nicht erreichbar: connect ECONNREFUSED 127.0.0.1:9',
  );
  expect(sayFault('The webhook was not reached: There is no such host.', 'de')).toBe(
    'Der Webhook war nicht erreichbar: Diesen Server gibt es nicht.',
  );
  expect(sayFault('550 5.7.1 No relaying here', 'de')).toBe('550 5.7.1 No relaying here');
  expect(sayFault(words, 'en')).toBe(words);
});
