import { z } from 'zod';

/** In which a contact can be addressed; members and the desk speak `locale`, German or English. */
export const contactLanguages = ['de', 'en', 'es', 'pt'] as const;
export const contactLanguage = z
  .enum(contactLanguages)
  .describe('Language in which a contact is addressed: German, English, Spanish, Portuguese.');
export type ContactLanguage = z.infer<typeof contactLanguage>;

/** The first of these that is a language in which a contact can be addressed; null: none is. */
export function findContactLanguage(
  ...written: readonly (string | null | undefined)[]
): ContactLanguage | null {
  for (const one of written) {
    const known = contactLanguages.find((language) => language === one);
    if (known) return known;
  }
  return null;
}
