import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { Tx } from '../../platform/db/database.ts';
import { foundMost } from './article-limits.ts';
import { type FoundArticle, searchArticleRows } from './article-store.ts';

/** What contacts may find for a matter in their own words: published, in their language, few. */
export function findPublishedArticles(
  tx: Tx,
  q: string,
  locale: ContactLanguage,
): Promise<FoundArticle[]> {
  return searchArticleRows(tx, { q, locale, onlyPublished: true, most: foundMost });
}
