import { describe, expect, test } from 'vitest';
import { decidePart, fillText, listUnknownPlaceholders, type PartFacts } from './family-rules.ts';

describe('one text for all', () => {
  const facts = { name: 'Lena Vogt', number: 4711, promise: 'Antwort bis Montag.' };

  test('has each one’s name, number and promise in it', () => {
    const text = 'Guten Tag {name},\n\nVorgang #{number}: {promise}';
    expect(fillText(text, facts)).toBe(
      'Guten Tag Lena Vogt,\n\nVorgang #4711: Antwort bis Montag.',
    );
  });

  test('closes up where no name is known, and takes names as they are', () => {
    expect(fillText('Guten Tag {name},', { ...facts, name: '' })).toBe('Guten Tag,');
    expect(fillText('{name}!', { ...facts, name: '$& {number}' })).toBe('$& {number}!');
    expect(fillText('{ promise}', { ...facts, promise: 'Bis {name} antwortet.' })).toBe(
      'Bis {name} antwortet.',
    );
  });

  test('names nothing that cannot be filled in', () => {
    expect(listUnknownPlaceholders('{name} {date} { number } {Frist}')).toEqual(['date', 'Frist']);
    expect(listUnknownPlaceholders('no { braces')).toEqual([]);
  });
});

describe('a contact of the family', () => {
  const fine: PartFacts = {
    status: 'open',
    merged: false,
    deleted: false,
    held: false,
    bounced: false,
    automatic: false,
    hasAddress: true,
    text: 'Guten Tag',
    promise: '',
  };
  test.each<[Partial<PartFacts>, string | null]>([
    [{}, null],
    [{ status: 'resolved' }, null],
    [{ status: 'closed' }, 'case_closed'],
    [{ merged: true }, 'gone'],
    [{ deleted: true }, 'gone'],
    [{ held: true }, 'held'],
    [{ automatic: true }, 'automatic'],
    [{ hasAddress: false }, 'no_address'],
    [{ bounced: true }, 'bounced'],
    [{ text: '' }, 'language_missing'],
    [{ text: '{promise}' }, 'promise_missing'],
    [{ text: '{promise}', promise: 'Bald.' }, null],
  ])('%j: left out because of %s', (change, reason) => {
    expect(decidePart({ ...fine, ...change })).toBe(reason);
  });
});
