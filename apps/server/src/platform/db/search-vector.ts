import { sql } from 'kysely';

/** The words of a text for the full-text index, by its language. */
export function searchVector(language: string | null, text: string) {
  return sql<string>`search_vector(${language ?? 'simple'}, ${text})`;
}
