import * as contract from '@earshot/contract/article-contract.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { describe, expect, test } from 'vitest';
import { findPublishedArticles } from './public.ts';

const { app, desk } = await openTestDesk();

const kettle = {
  locale: 'de' as const,
  title: 'Wasserkocher entkalken',
  text: 'Füllen Sie einen halben Liter Wasser und zwei Löffel Zitronensäure ein.\n\nNach einer Stunde ausgießen.',
  published: true,
};

function write(body: Partial<typeof kettle> = {}) {
  return desk.weber.call(contract.createArticle, { body: { ...kettle, ...body } });
}

const found = (q: string, locale: 'de' | 'en' = 'de') =>
  app.db.withAccount(desk.accountId, (tx) => findPublishedArticles(tx, q, locale));

describe('an article', () => {
  test('is found by whoever tells their matter in their own words, and only where it fits', async () => {
    const { id } = await write();
    const [first] = await found('Hallo, mein Kocher ist voller Kalk, wie kann ich ihn entkalken?');
    expect(first).toMatchObject({ id, title: 'Wasserkocher entkalken' });
    expect(first!.excerpt).toContain('Zitronensäure');
    expect(await found('Ich möchte meine Rechnung nach einer Stunde')).toEqual([]);
    expect(await found('wasserkocher entkalken', 'en')).toEqual([]);
    expect(await found("') | & ! <-> :* \\ ''")).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  test('that is a draft, or removed, is read by nobody outside', async () => {
    const draft = await write({ title: 'Fritteuse reinigen', published: false });
    expect(await found('Fritteuse reinigen')).toEqual([]);
    const params = { articleId: draft.id };
    await desk.weber.call(contract.updateArticle, { params, body: { published: true } });
    expect(await found('Fritteuse reinigen')).toHaveLength(1);
    await desk.weber.call(contract.deleteArticle, { params });
    expect(await found('Fritteuse reinigen')).toEqual([]);
    const back = await desk.weber.call(contract.createArticleRestoration, { params });
    expect(back).toMatchObject({ title: 'Fritteuse reinigen', text: kettle.text });
    expect(await found('Fritteuse reinigen')).toHaveLength(1);
  });

  test('keeps what a change leaves out, and since when it is published', async () => {
    const { id, published_at } = await write({ title: 'Filter wechseln' });
    const params = { articleId: id };
    app.clock.advance(60_000);
    const changed = await desk.weber.call(contract.updateArticle, {
      params,
      body: { text: 'Drehen Sie den Deckel.', url: 'https://falk.example/filter' },
    });
    expect(changed).toMatchObject({
      title: 'Filter wechseln',
      text: 'Drehen Sie den Deckel.',
      url: 'https://falk.example/filter',
      published_at,
    });
    const read = await desk.ito.call(contract.getArticle, { params });
    expect(read).toEqual(changed);
    const { items } = await desk.ito.call(contract.listArticles, { query: {} });
    expect(items.map(({ title }) => title)).toEqual(
      items.map(({ title }) => title).toSorted((a, b) => a.localeCompare(b, 'de')),
    );
  });

  test('with a link that is none of the web is refused', async () => {
    const refused = await desk.weber.refused(contract.createArticle, {
      body: { ...kettle, url: 'javascript:alert(1)' },
    });
    expect(refused).toMatchObject({ status: 400, fields: [{ path: 'body.url' }] });
  });

  test('is written by supervisors, read by agents, not by colleagues or other accounts', async () => {
    const { id } = await write({ title: 'Deckel bestellen' });
    const params = { articleId: id };
    const { refused } = desk.ito;
    expect((await refused(contract.createArticle, { body: kettle })).status).toBe(403);
    expect((await refused(contract.updateArticle, { params, body: {} })).status).toBe(403);
    expect((await refused(contract.deleteArticle, { params })).status).toBe(403);
    expect((await refused(contract.createArticleRestoration, { params })).status).toBe(403);
    expect((await desk.okoye.refused(contract.getArticle, { params })).status).toBe(403);
    expect((await desk.okoye.refused(contract.listArticles, { query: {} })).status).toBe(403);
    const other = desk.stranger;
    expect((await other.refused(contract.getArticle, { params })).status).toBe(404);
    expect((await other.refused(contract.updateArticle, { params, body: {} })).status).toBe(404);
    expect((await other.refused(contract.deleteArticle, { params })).status).toBe(404);
    const restored = await other.refused(contract.createArticleRestoration, { params });
    expect(restored.status).toBe(404);
    expect((await other.call(contract.listArticles, { query: {} })).items).toEqual([]);
  });
});
