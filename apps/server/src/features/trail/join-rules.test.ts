import { describe, expect, test } from 'vitest';
import {
  chooseJoins,
  compareSubjects,
  decideJoin,
  type EarlierCase,
  findMatterNumbers,
} from './join-rules.ts';

const now = new Date('2026-11-21T10:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const opened = {
  id: 'new',
  number: 12,
  subject: 'Wasserkocher schaltet nicht ab',
  contactName: 'Lena Vogt',
  text: 'Mein Aqua 3 kocht immer weiter, Bestellung Nr. F-2026-4711.',
  at: now,
};
const earlier: EarlierCase = {
  id: 'old',
  number: 7,
  subject: 'Beschwerde',
  contactName: 'Lena Vogt',
  text: 'Zu meiner Bestellung F-2026-4711 habe ich keine Antwort.',
  at: daysAgo(3),
  status: 'open',
  resolvedAt: null,
};

describe('an unfinished matter', () => {
  test('is recognised by its order number, however the subject reads', () => {
    const idea = decideJoin(opened, earlier, now);
    expect(idea?.reasons.map(({ code }) => code)).toEqual(['order_number', 'near']);
    expect(idea?.reasons[0]).toMatchObject({ words: ['F-2026-4711'] });
    expect(idea?.reasons[1]).toMatchObject({ figure: 3 });
  });

  test('is recognised by its subject, and the likeness is said', () => {
    const again = { ...earlier, text: '', subject: 'AW: Wasserkocher schaltet nicht mehr ab' };
    const idea = decideJoin(opened, again, now);
    expect(idea?.reasons[0]).toMatchObject({ code: 'subject' });
    expect(idea?.reasons[0]?.figure).toBeGreaterThanOrEqual(0.5);
  });

  test('is not one that was resolved long ago, or closed without a word', () => {
    const old = { ...earlier, status: 'resolved', resolvedAt: daysAgo(31) } as const;
    expect(decideJoin(opened, old, now)).toBeNull();
    expect(decideJoin(opened, { ...old, resolvedAt: daysAgo(29) }, now)).not.toBeNull();
    expect(decideJoin(opened, { ...earlier, status: 'closed' }, now)).toBeNull();
  });

  test('is not another matter of the same person', () => {
    const other = {
      ...earlier,
      subject: 'Rechnung für den Toaster',
      text: 'Guten Tag, meine Kundennummer 123456. Ich brauche die Rechnung für den Toaster.',
    };
    expect(
      decideJoin({ ...opened, text: 'Kundennummer 123456. Er kocht.' }, other, now),
    ).toBeNull();
  });

  test('is not told by the name that a person puts below every mail', () => {
    const name = 'Friedrich Eberhardt Zimmermann';
    const one = { ...opened, subject: 'Toaster', text: `Er kocht nicht.\n${name}` };
    const other = { ...earlier, subject: 'Anfrage', text: `Wo liegt das Paket?\n${name}` };
    expect(decideJoin(one, other, now)?.reasons[0]?.code).toBe('same_words');
    expect(decideJoin({ ...one, contactName: name }, other, now)).toBeNull();
  });

  test('the likeliest come first, and only a few', () => {
    const many = Array.from({ length: 6 }, (_one, index) => ({ ...earlier, id: `old-${index}` }));
    const best = { ...earlier, id: 'best', subject: opened.subject };
    const ideas = chooseJoins(opened, [...many, best], now, 3);
    expect(ideas.map(({ earlierId }) => earlierId)).toEqual(['best', 'old-0', 'old-1']);
  });
});

test('a contact number and a postcode are not the number of one matter', () => {
  expect(findMatterNumbers('Kundennummer 4711-0815, 10115 Berlin').size).toBe(0);
  expect([...findMatterNumbers('order #AB-12345 and invoice no. 2026/778899').keys()]).toEqual([
    'AB12345',
    '2026778899',
  ]);
});

test('subjects are compared without what mail programs put before them', () => {
  expect(compareSubjects('Re: AW: Kocher', 'Kocher')).toBe(1);
  expect(compareSubjects('Kocher', 'Toaster')).toBeLessThan(0.3);
});
