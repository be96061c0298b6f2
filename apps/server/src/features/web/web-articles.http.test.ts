import { createArticle, updateArticle } from '@earshot/contract/article-contract.ts';
import { listWebArticles } from '@earshot/contract/web-contract.ts';
import { startTestApp } from '@earshot/testkit/http/start-test-app.ts';
import { openChat } from '@earshot/testkit/web/visit-chat.ts';
import { afterAll, expect, test } from 'vitest';

const app = await startTestApp();
afterAll(() => app.stop());
const ruth = await app.signUp();
const chat = await openChat(ruth);
const quiet = await openChat(ruth, { articles: false });
const words = {
  locale: 'en',
  title: 'Descale the kettle',
  text: `${'Boil vinegar in the kettle and wait for an hour. '.repeat(4)}Then rinse it.`,
} as const;
const article = await ruth.call(createArticle, { body: words });

async function find(channelKey: string, q: string): Promise<unknown> {
  const answer = await app.nobody.send(listWebArticles, { params: { channelKey }, query: { q } });
  return answer.body;
}

test('a visitor finds what is published before they write, and drafts never', async () => {
  expect(await find(chat.key, 'descale my kettle')).toEqual({ items: [] });
  const params = { articleId: article.id };
  await ruth.call(updateArticle, { params, body: { published: true } });
  expect(await find(chat.key, 'descale my kettle')).toMatchObject({
    items: [
      {
        id: article.id,
        title: 'Descale the kettle',
        excerpt: expect.stringMatching(/ …$/),
        // It stands nowhere else: whoever is offered it can read it to the end.
        text: words.text,
        url: null,
      },
    ],
  });
  expect(await find(quiet.key, 'descale my kettle')).toEqual({ items: [] });
});

test('a channel that is not there, another firm, and no words find nothing', async () => {
  const other = await openChat(await app.signUp());
  expect(await find(other.key, 'descale my kettle')).toEqual({ items: [] });
  expect(await find('nosuchkey', 'kettle')).toMatchObject({ code: 'not_found' });
  expect(await find(chat.key, ' ')).toMatchObject({ code: 'invalid' });
});
