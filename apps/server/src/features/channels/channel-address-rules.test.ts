import { describe, expect, test } from 'vitest';
import { listAddressCandidates, normaliseChannelAddress } from './channel-address-rules.ts';

describe('an address', () => {
  test('is the same in whatever case and script it is written', () => {
    expect(normaliseChannelAddress(' Support@Falk.Example ')).toBe('support@falk.example');
    expect(normaliseChannelAddress('hilfe@MÜNCHEN.example')).toBe('hilfe@xn--mnchen-3ya.example');
  });

  test.each(['', '@', 'support', '@falk.example', 'support@', 'a@b c'])('%j is none', (address) =>
    expect(normaliseChannelAddress(address)).toBeNull(),
  );
});

describe('a recipient', () => {
  test('may stand for the address without its details, the most specific first', () => {
    expect(listAddressCandidates('Support+shop+c12.abc@falk.example')).toEqual([
      'support+shop+c12.abc@falk.example',
      'support+shop@falk.example',
      'support@falk.example',
    ]);
  });

  test('with nothing before the plus stands for itself alone', () => {
    expect(listAddressCandidates('+x@falk.example')).toEqual(['+x@falk.example']);
  });

  test('with a thousand plus signs costs no more than a few look-ups', () => {
    const address = `a${'+'.repeat(1_000)}@falk.example`;
    expect(listAddressCandidates(address).length).toBeLessThan(12);
  });
});
