import { expect, test } from 'vitest';
import { chooseLanguage, fillFields } from './canned-text-rules.ts';

const known = { contact: 'Lena Vogt', case: '#4711', member: 'Kenji Ito', promise: null };

test('a canned text is filled with what is known of the case', () => {
  const text = 'Guten Tag {contact}, zu {case} meldet sich {member}. {case}';
  expect(fillFields(text, known)).toBe(
    'Guten Tag Lena Vogt, zu #4711 meldet sich Kenji Ito. #4711',
  );
});

test('what is not known stays for the reply check to see, and what is no field stays as it is', () => {
  expect(fillFields('{promise} {contact} {x} {{case}}', { ...known, contact: ' ' })).toBe(
    '{promise} {contact} {x} {#4711}',
  );
  expect(fillFields('{contact}', { ...known, contact: '{member}' })).toBe('{member}');
});

test('a contact gets the words in their language where there are any', () => {
  expect(chooseLanguage({ de: 'Ja', en: 'Yes' }, 'en')).toBe('en');
  expect(chooseLanguage({ de: 'Ja', en: '' }, 'en')).toBe('de');
  expect(chooseLanguage({ de: '', en: '' }, 'en')).toBeNull();
});
