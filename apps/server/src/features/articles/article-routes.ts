import type * as shapes from '@earshot/contract/article-contract.ts';
import * as contract from '@earshot/contract/article-contract.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { route, type Route } from '../../platform/http/route.ts';
import {
  createArticle,
  deleteArticle,
  getArticle,
  restoreArticle,
  updateArticle,
} from './article-changes.ts';
import { foundMost } from './article-limits.ts';
import {
  type ArticleFacts,
  type ListedArticle,
  listArticleRows,
  searchArticleRows,
} from './article-store.ts';

/** Whoever reads cases may read what is told to contacts; a colleague may not. */
function canReadArticles(actor: Actor): boolean {
  return actor.kind !== 'member' || actor.role !== 'colleague';
}

/** What contacts find is written by supervisors, administrators and programs. */
function canWriteArticles(actor: Actor): boolean {
  if (actor.kind !== 'member') return true;
  return actor.role === 'administrator' || actor.role === 'supervisor';
}

/** Articles: answers that hold for many. */
export function articleRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route(contract.listArticles, canReadArticles, ({ actor, db, query }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const { q, locale = null } = query;
        const search = { q: q ?? '', locale, onlyPublished: false, most: foundMost };
        const rows = q ? await searchArticleRows(tx, search) : await listArticleRows(tx, locale);
        return { items: rows.map(presentRow) };
      }),
    ),
    route(contract.getArticle, canReadArticles, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentArticle(await getArticle(tx, params.articleId)),
      ),
    ),
    route(contract.createArticle, canWriteArticles, ({ actor, db, body }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentArticle(await createArticle(tx, actor, body, clock.now())),
      ),
    ),
    route(contract.updateArticle, canWriteArticles, ({ actor, db, params, body }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentArticle(await updateArticle(tx, actor, params.articleId, body, clock.now())),
      ),
    ),
    route(contract.deleteArticle, canWriteArticles, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, (tx) =>
        deleteArticle(tx, actor, params.articleId, clock.now()),
      ),
    ),
    route(contract.createArticleRestoration, canWriteArticles, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) =>
        presentArticle(await restoreArticle(tx, actor, params.articleId, clock.now())),
      ),
    ),
  ];
}

function presentRow(row: ListedArticle): shapes.ArticleRow {
  const { id, locale, title, url, excerpt } = row;
  return {
    id,
    locale,
    title,
    url,
    excerpt,
    published_at: row.published_at?.toISOString() ?? null,
    changed_at: row.changed_at.toISOString(),
  };
}

function presentArticle(row: ArticleFacts): shapes.Article {
  const { id, locale, title, url } = row;
  return {
    id,
    locale,
    title,
    url,
    text: row.body_text,
    published_at: row.published_at?.toISOString() ?? null,
    changed_at: row.changed_at.toISOString(),
  };
}
