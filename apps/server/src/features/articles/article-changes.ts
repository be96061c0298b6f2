import { type Actor, storedActor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { notFound, Refused } from '../../platform/errors.ts';
import { recordAudit } from '../keys/public.ts';
import { articlesMax } from './article-limits.ts';
import {
  type ArticleFacts,
  type ArticleWords,
  changeArticle,
  countArticles,
  findArticle,
  insertArticle,
  setArticleDeleted,
} from './article-store.ts';

/** An article that was not removed; throws `not_found` otherwise. */
export async function getArticle(tx: Tx, articleId: string): Promise<ArticleFacts> {
  const article = await findArticle(tx, articleId);
  if (!article || article.deleted_at !== null) throw notFound('article');
  return article;
}

/** Writes a new article; throws `too_many_articles` where there are as many as there can be. */
export async function createArticle(
  tx: Tx,
  actor: Actor,
  words: ArticleWords,
  now: Date,
): Promise<ArticleFacts> {
  await refuseTooMany(tx);
  const by = storedActor(actor);
  const id = await insertArticle(tx, words, { by, at: now });
  await note(tx, actor, 'created', { id, title: words.title });
  return getArticle(tx, id);
}

/** Changes what is given of an article. */
export async function updateArticle(
  tx: Tx,
  actor: Actor,
  articleId: string,
  change: { [K in keyof ArticleWords]?: ArticleWords[K] | undefined },
  now: Date,
): Promise<ArticleFacts> {
  const before = await getArticle(tx, articleId);
  const words: ArticleWords = {
    locale: change.locale ?? before.locale,
    title: change.title ?? before.title,
    text: change.text ?? before.body_text,
    url: change.url === undefined ? before.url : change.url,
    published: change.published ?? before.published_at !== null,
  };
  await changeArticle(tx, before, words, { by: storedActor(actor), at: now });
  await note(tx, actor, 'changed', { id: articleId, title: words.title });
  return getArticle(tx, articleId);
}

/** Removes an article. */
export async function deleteArticle(
  tx: Tx,
  actor: Actor,
  articleId: string,
  now: Date,
): Promise<void> {
  const { id, title } = await getArticle(tx, articleId);
  await setArticleDeleted(tx, id, now, { by: storedActor(actor), at: now });
  await note(tx, actor, 'deleted', { id, title });
}

/** Brings a removed article back; one that was never removed stays as it is. */
export async function restoreArticle(
  tx: Tx,
  actor: Actor,
  articleId: string,
  now: Date,
): Promise<ArticleFacts> {
  const article = await findArticle(tx, articleId);
  if (!article) throw notFound('article');
  if (article.deleted_at !== null) {
    await refuseTooMany(tx);
    await setArticleDeleted(tx, articleId, null, { by: storedActor(actor), at: now });
    await note(tx, actor, 'restored', article);
  }
  return getArticle(tx, articleId);
}

async function refuseTooMany(tx: Tx): Promise<void> {
  if ((await countArticles(tx)) < articlesMax) return;
  throw new Refused(
    'too_many_articles',
    `There are ${articlesMax} articles already. Remove one that nobody needs any more.`,
  );
}

async function note(
  tx: Tx,
  actor: Actor,
  what: 'created' | 'changed' | 'deleted' | 'restored',
  { id, title }: { id: string; title: string },
): Promise<void> {
  await recordAudit(tx, storedActor(actor), {
    action: `article.${what}`,
    subjectKind: 'article',
    subjectId: id,
    detail: { title },
  });
}
