import { describe, expect, test } from 'vitest';
import { decideLink, type LinkState } from './link-rules.ts';

const apart: LinkState = {
  contactId: 'a',
  linkedId: 'b',
  keptId: 'a',
  parentOfLinked: null,
  size: 2,
  sizeMax: 100,
};

describe('saying that two contacts are the same person', () => {
  test('is fine for two that stand alone', () => {
    expect(decideLink(apart)).toBeNull();
  });

  test('is refused for a contact and itself', () => {
    expect(decideLink({ ...apart, linkedId: 'a' })).toBe('same_contact');
  });

  test('is refused where it would close a circle', () => {
    expect(decideLink({ ...apart, keptId: 'b' })).toBe('same_contact');
  });

  test('is refused for one that is linked already', () => {
    expect(decideLink({ ...apart, parentOfLinked: 'c' })).toBe('already_linked');
  });

  test('is refused for a person of hundreds of contacts', () => {
    expect(decideLink({ ...apart, size: 101 })).toBe('too_many_links');
  });
});
