/** What is known of a case when a canned text is filled in; null: not known. */
export interface KnownFields {
  contact: string | null;
  case: string | null;
  member: string | null;
  promise: string | null;
}

/**
 * Fills the placeholders of a canned text. What is not known stays as it is: the reply check marks
 * a placeholder that is left, where an empty place would go out unseen.
 */
export function fillFields(text: string, known: KnownFields): string {
  return text.replaceAll(/\{(contact|case|member|promise)\}/g, (left, field: keyof KnownFields) => {
    const value = known[field]?.trim();
    return value ? value : left;
  });
}

/** The words in the contact’s language, else in the other one; null: there are none. */
export function chooseLanguage(
  texts: { de: string; en: string },
  language: 'de' | 'en',
): 'de' | 'en' | null {
  if (texts[language] !== '') return language;
  const other = language === 'de' ? 'en' : 'de';
  return texts[other] === '' ? null : other;
}
