import { makeOpenApi } from '@earshot/contract/openapi.ts';
import { operations } from '@earshot/contract/operations.ts';
import { problemCodes } from '@earshot/contract/problem-codes.ts';
import { describe, expect, test } from 'vitest';
import { sampleOf, writeCurl } from './docs-example.ts';
import { renderDocs } from './docs-page.ts';
import { escapeText, html } from './html-template.ts';

const document = makeOpenApi({ version: '1.2.3', serverUrl: 'https://desk.example.org' });
const page = renderDocs(document);

describe('the reader of the contract', () => {
  test('shows every operation under an anchor of its own', () => {
    const missing = operations.filter(({ id }) => !page.includes(`<article id="${id}">`));
    expect(missing).toEqual([]);
  });

  test('explains every problem code where an error links to', () => {
    const missing = Object.keys(problemCodes).filter(
      (code) => !page.includes(`id="problem-${code}"`),
    );
    expect(missing).toEqual([]);
  });

  test('links only to places that exist', () => {
    const places = new Set([...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(links.filter((link) => !places.has(link))).toEqual([]);
  });

  test('has no two places of one name', () => {
    const places = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(places.length).toBe(new Set(places).size);
  });

  test('needs no script and loads nothing', () => {
    expect(page).not.toMatch(/<script|\son\w+=|<link|src=|url\(/i);
  });

  test('is small to send', () => {
    // Characters; compressed it is a twelfth.
    expect(page.length / operations.length).toBeLessThan(6_000);
  });
});

describe('an example', () => {
  test('can be pasted into a shell', () => {
    const curl = writeCurl(
      document,
      '/api/v1/cases/{caseId}/transfers',
      'post',
      document.paths['/api/v1/cases/{caseId}/transfers']!['post']!,
    );
    expect(curl).toContain("curl -X POST 'https://desk.example.org/api/v1/cases/0197a3f4-");
    expect(curl).toContain("-H 'Authorization: Bearer '$EARSHOT_KEY");
    expect(curl).toMatch(/-d '\{"to_team_id":"[0-9a-f-]{36}"\}'/);
  });

  test('has a body that the contract accepts, for every operation', () => {
    const refused = operations.flatMap((operation) => {
      const described = document.paths[operation.path]![operation.method.toLowerCase()]!;
      const schema = described.requestBody?.content['application/json']?.schema;
      if (!operation.body || !schema) return [];
      const sample = sampleOf(document, schema, '');
      const parsed = operation.body.safeParse(sample);
      return parsed.success ? [] : [`${operation.id}: ${JSON.stringify(sample)}`];
    });
    expect(refused).toEqual([]);
  });
});

test('text in a page cannot become markup', () => {
  const name = '<img src=x onerror=alert(1)>"\'&';
  expect(String(html`<p title="${name}">${[name, null, false]}</p>`)).toBe(
    `<p title="${escapeText(name)}">${escapeText(name)}</p>`,
  );
  expect(escapeText(name)).not.toMatch(/[<>"']/);
});
