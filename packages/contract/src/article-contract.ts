import { z } from 'zod';
import { id, instant, shortText, visibleText } from './basic-schema.ts';
import { contactLanguage } from './contact-language.ts';
import { operation } from './operation.ts';

const shape = { tag: 'articles', access: 'member_or_key' } as const;
const articleParams = z.object({ articleId: id });

/** Characters of an article; a longer one is several. */
const bodyText = visibleText(20_000).describe('Plain text; an empty line parts paragraphs.');
const url = z
  .url({
    protocol: /^https?$/,
    error: 'Write a whole web address, such as https://example.org/page.',
  })
  .max(2000)
  .describe('Where it stands in full on pages of the organisation.');

const row = z.object({
  id,
  locale: contactLanguage,
  title: z.string(),
  url: z.string().nullable(),
  published_at: instant.nullable().describe('Null: a draft that only members see.'),
  changed_at: instant,
});
export const articleRow = row.extend({
  excerpt: z.string().describe('The first words; with q the words around what was found.'),
});
export type ArticleRow = z.infer<typeof articleRow>;
export const article = row.extend({ text: z.string() });
export type Article = z.infer<typeof article>;

export const listArticles = operation({
  ...shape,
  id: 'listArticles',
  method: 'GET',
  path: '/api/v1/articles',
  scope: 'cases:read',
  summary: 'Answers that hold for many: all of them by title, or with q the best that fit.',
  query: z.object({
    q: z
      .string()
      .trim()
      .max(2000)
      .optional()
      .describe('A matter in somebody’s own words; any of them may be found.'),
    locale: contactLanguage.optional(),
  }),
  response: z.object({ items: z.array(articleRow) }),
});

export const getArticle = operation({
  ...shape,
  id: 'getArticle',
  method: 'GET',
  path: '/api/v1/articles/{articleId}',
  scope: 'cases:read',
  summary: 'One article in full.',
  params: articleParams,
  response: article,
});

const words = {
  locale: contactLanguage,
  title: shortText,
  text: bodyText,
  url: url.nullable().default(null),
  published: z.boolean().default(false),
};

export const createArticle = operation({
  ...shape,
  id: 'createArticle',
  method: 'POST',
  path: '/api/v1/articles',
  scope: 'account:write',
  status: 201,
  summary: 'Writes an article; contacts find it from the moment it is published.',
  body: z.object(words),
  response: article,
});

export const updateArticle = operation({
  ...shape,
  id: 'updateArticle',
  method: 'PATCH',
  path: '/api/v1/articles/{articleId}',
  scope: 'account:write',
  summary: 'Changes an article; what is left out stays.',
  params: articleParams,
  body: z
    .object({
      locale: contactLanguage,
      title: shortText,
      text: bodyText,
      url: url.nullable(),
      published: z.boolean(),
    })
    .partial(),
  response: article,
});

export const deleteArticle = operation({
  ...shape,
  id: 'deleteArticle',
  method: 'DELETE',
  path: '/api/v1/articles/{articleId}',
  scope: 'account:write',
  summary: 'Removes an article; it can be brought back.',
  params: articleParams,
});

export const createArticleRestoration = operation({
  ...shape,
  id: 'createArticleRestoration',
  method: 'POST',
  path: '/api/v1/articles/{articleId}/restorations',
  scope: 'account:write',
  status: 201,
  summary: 'Brings a removed article back as it was.',
  params: articleParams,
  response: article,
});
