import './article-tables.ts';
import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { json, type StoredActor, type Tables } from '../../platform/db/tables.ts';
import { newId } from '../../platform/ids.ts';
import { excerptCharacters, leastRank } from './article-limits.ts';
import { beginExcerpt, markExcerpt } from './excerpt-rules.ts';

export type ArticleFacts = Omit<
  Selectable<Tables['articles']>,
  'account_id' | 'search' | 'changed_by'
>;
export type ListedArticle = Omit<ArticleFacts, 'body_text' | 'deleted_at'> & { excerpt: string };
export type FoundArticle = Omit<ArticleFacts, 'deleted_at'> & { excerpt: string };

export interface ArticleWords {
  locale: ContactLanguage;
  title: string;
  text: string;
  url: string | null;
  published: boolean;
}

const facts = [
  'id',
  'locale',
  'title',
  'body_text',
  'url',
  'published_at',
  'changed_at',
  'deleted_at',
] as const;

/** One article, removed or not; null if there is none. */
export async function findArticle(tx: Tx, articleId: string): Promise<ArticleFacts | null> {
  const row = await tx.db
    .selectFrom('articles')
    .select(facts)
    .where('account_id', '=', tx.accountId)
    .where('id', '=', articleId)
    .executeTakeFirst();
  return row ?? null;
}

/** Everything that was not removed, drafts too, by title. */
export async function listArticleRows(tx: Tx, locale: string | null): Promise<ListedArticle[]> {
  const { rows } = await sql<ListedArticle>`
    select id, locale, title, url, published_at, changed_at,
      left(body_text, ${excerptCharacters + 1}) as excerpt
    from articles
    where account_id = ${tx.accountId} and deleted_at is null
      and (${locale}::text is null or locale = ${locale})
    order by lower(title), id`.execute(tx.db);
  return rows.map((row) => ({ ...row, excerpt: beginExcerpt(row.excerpt, excerptCharacters) }));
}

export interface ArticleSearch {
  q: string;
  /** Null: in every language. */
  locale: string | null;
  onlyPublished: boolean;
  most: number;
}

/** The articles that best fit a matter told in somebody’s own words; none where none really fits. */
export async function searchArticleRows(tx: Tx, search: ArticleSearch): Promise<FoundArticle[]> {
  const { q, locale, onlyPublished, most } = search;
  const { rows } = await sql<FoundArticle>`
    select id, locale, title, url, published_at, changed_at, body_text,
      ts_headline(case locale when 'de' then 'earshot_de' when 'en' then 'earshot_en'
          else 'earshot_simple' end::regconfig,
        body_text, article_words(locale, ${q}),
        'MaxWords=30, MinWords=15, StartSel="", StopSel=""') as excerpt
    from articles
    where account_id = ${tx.accountId} and deleted_at is null
      and (${locale}::text is null or locale = ${locale})
      and (not ${onlyPublished} or published_at is not null)
      and search @@ article_words(locale, ${q})
      and ts_rank(search, article_words(locale, ${q}))
        * (numnode(article_words(locale, ${q})) + 1) / 2 >= ${leastRank}
    order by ts_rank(search, article_words(locale, ${q})) desc, lower(title), id
    limit ${most}`.execute(tx.db);
  return rows.map((row) => ({ ...row, excerpt: markExcerpt(row.excerpt, row.body_text) }));
}

/** Articles that were not removed. */
export async function countArticles(tx: Tx): Promise<number> {
  const row = await tx.db
    .selectFrom('articles')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', tx.accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

interface Change {
  by: StoredActor;
  at: Date;
}

/** Adds an article; answers its id. */
export async function insertArticle(
  tx: Tx,
  words: ArticleWords,
  { by, at }: Change,
): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('articles')
    .values({
      account_id: tx.accountId,
      id,
      locale: words.locale,
      title: words.title,
      body_text: words.text,
      url: words.url,
      published_at: words.published ? at : null,
      changed_by: json(by),
      changed_at: at,
    })
    .execute();
  return id;
}

/** Writes an article anew; it keeps the time since when it is published. */
export async function changeArticle(
  tx: Tx,
  before: ArticleFacts,
  words: ArticleWords,
  { by, at }: Change,
): Promise<void> {
  await tx.db
    .updateTable('articles')
    .set({
      locale: words.locale,
      title: words.title,
      body_text: words.text,
      url: words.url,
      published_at: words.published ? (before.published_at ?? at) : null,
      changed_by: json(by),
      changed_at: at,
    })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', before.id)
    .execute();
}

/** Removes an article (a time) or brings it back (null). */
export async function setArticleDeleted(
  tx: Tx,
  articleId: string,
  deletedAt: Date | null,
  { by, at }: Change,
): Promise<void> {
  await tx.db
    .updateTable('articles')
    .set({ deleted_at: deletedAt, changed_by: json(by), changed_at: at })
    .where('account_id', '=', tx.accountId)
    .where('id', '=', articleId)
    .execute();
}
