import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseSubject, findCaseNumberTag, isForward } from './subject-rules.ts';

describe('[L6] subjects', () => {
  test.each([
    ['Re: AW: WG: Kessel', 'Kessel'],
    ['AW: [#4711] Kessel', 'Kessel'],
    ['[#4711] Re[2]: Kessel', 'Kessel'],
    ['SV: VS: Antw: RIF: ODP: Res: Kessel', 'Kessel'],
    ['Fwd: FW: TR: Kessel', 'Kessel'],
    ['[EXTERN] Re: Kessel', 'Kessel'],
    ['[Fwd: Kessel]', 'Kessel'],
    ['Automatische Antwort: Kessel', 'Kessel'],
    ['AW (3): Kessel', 'Kessel'],
    ['回复：Kessel', 'Kessel'],
    ['Regen: Kessel', 'Regen: Kessel'],
    ['Award: Kessel', 'Award: Kessel'],
    ['Auto: Kauf', 'Auto: Kauf'],
    ['Re:', ''],
    ['Bestellung  12:\t34', 'Bestellung 12: 34'],
  ])('%s is about "%s"', (subject, base) => {
    expect(baseSubject(subject)).toBe(base);
  });

  test('the outermost mark decides whether it is a forward', () => {
    expect(
      ['WG: x', 'Fwd: x', 'FW: Re: x', '[#1] WG: x', 'Weitergeleitet: x', '[Fwd: x]'].map(
        isForward,
      ),
    ).toEqual(Array(6).fill(true));
    expect(['AW: WG: x', 'x', 'Forward planning', 'Wegen: x', ''].map(isForward)).toEqual(
      Array(5).fill(false),
    );
  });

  test('only our own form is a case number', () => {
    expect(findCaseNumberTag('AW: [#4711] Kessel [#12]')).toBe(4711);
    expect(
      ['#4711', '[4711]', '[# 4711]', '[#x]', `[#${'9'.repeat(30)}]`].map(findCaseNumberTag),
    ).toEqual(Array(5).fill(null));
  });

  test('peeling any subject ends and is final', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('Re: ', 'WG:', '[#1]', '[Fwd: ', ']', 'AW[2]: '),
    );
    const check = fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
      const base = baseSubject(parts.join(''));
      expect(baseSubject(base)).toBe(base);
    });
    expect(() => fc.assert(check)).not.toThrow();
  });
});
