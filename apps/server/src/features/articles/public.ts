import type { Tx } from '../../platform/db/database.ts';
import { foundMost } from './article-limits.ts';
import {
  type ArticleFacts,
  findArticle,
  type FoundArticle,
  searchArticleRows,
} from './article-store.ts';

/** What contacts may find for a matter in their own words: published, in their language, few. */
export function findPublishedArticles(
  tx: Tx,
  q: string,
  locale: 'de' | 'en',
): Promise<FoundArticle[]> {
  return searchArticleRows(tx, { q, locale, onlyPublished: true, most: foundMost });
}

/** One article as contacts may read it; null where it is a draft, removed or not there. */
export async function findPublishedArticle(
  tx: Tx,
  articleId: string,
): Promise<ArticleFacts | null> {
  const article = await findArticle(tx, articleId);
  return article && article.published_at !== null && article.deleted_at === null ? article : null;
}
