import { livePath } from '@earshot/contract/live-contract.ts';
import { webLivePath } from '@earshot/contract/web-live-contract.ts';
import type { OpenApiDocument, OpenApiOperation } from '@earshot/contract/openapi.ts';
import { problemCodes } from '@earshot/contract/problem-codes.ts';
import type { JsonSchema } from '@earshot/contract/schema-book.ts';
import { writeCurl } from './docs-example.ts';
import { docsStyle } from './docs-style.ts';
import { type FieldLine, listFields, presentType } from './docs-types.ts';
import { html, Markup } from './html-template.ts';

const explained = new Set(Object.values(problemCodes).map(({ status }) => status));

interface Entry {
  path: string;
  method: string;
  operation: OpenApiOperation;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** The reader of the contract: one page without script, made from the OpenAPI document. */
export function renderDocs(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths)
    .flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, operation]): Entry => ({ path, method, operation })),
    )
    .toSorted((a, b) => orderOf(a) - orderOf(b) || (a.path < b.path ? -1 : 1));
  const byTag = Map.groupBy(entries, (entry) => entry.operation.tags[0]!);
  const version = String(document.info['version']);
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Earshot API ${version}</title>
          ${new Markup(`<style>${docsStyle}</style>`)}
        </head>
        <body>
          <a class="skip" href="#main">To the content</a>
          <div class="frame">
            ${renderMap(document, byTag, version)}
            <main id="main">
              ${renderIntroduction(document)}
              ${document.tags.map((tag) => renderNoun(document, tag, byTag.get(tag.name) ?? []))}
              ${renderLive()} ${renderSchemas(document)} ${renderProblems()}
            </main>
          </div>
        </body>
      </html> `,
  );
}

/** Whole lists first, then one thing, then what hangs below it; reading before changing. */
function orderOf({ path, method }: Entry): number {
  const depth = path.split('/').length;
  return depth * methods.length + methods.indexOf(method);
}

function renderMap(
  document: OpenApiDocument,
  byTag: ReadonlyMap<string, Entry[]>,
  version: string,
): Markup {
  const nouns = document.tags.map(
    ({ name }) =>
      html`<details open>
        <summary>${name}</summary>
        <ul>
          ${(byTag.get(name) ?? []).map(
            ({ method, operation }) =>
              html`<li>
                <a href="#${operation.operationId}"
                  ><span class="method ${method}">${method.toUpperCase()}</span
                  >${operation.operationId}</a
                >
              </li>`,
          )}
        </ul>
      </details>`,
  );
  return html`<nav aria-label="Operations" tabindex="0">
    <a class="name" href="#main">Earshot API</a><span class="version">${version}</span> ·
    <a href="/openapi.json">openapi.json</a>
    <p class="short">
      ${document.tags.map(({ name }) => html`<a href="#noun-${name}">${name}</a> `)}
      <a href="#schemas">schemas</a> <a href="#problems">problem codes</a>
    </p>
    ${nouns}
    <details open>
      <summary>more</summary>
      <ul>
        <li><a href="#live">Live connection</a></li>
        <li><a href="#schemas">Schemas</a></li>
        <li><a href="#problems">Problem codes</a></li>
      </ul>
    </details>
  </nav>`;
}

function renderIntroduction(document: OpenApiDocument): Markup {
  return html`<h1>The interface of Earshot</h1>
    <p class="lead">
      Everything the desk does, a program can do. This page is made from the contract that the
      server itself checks each request against.
    </p>
    <dl class="facts">
      <div>
        <dt>Address</dt>
        <dd>
          <code>${document.servers[0]!.url}</code>. Requests and answers are JSON in UTF-8, instants
          RFC 3339, ids UUIDs.
        </dd>
      </div>
      <div>
        <dt>Signing in</dt>
        <dd>
          Programs send <code>Authorization: Bearer &lt;key&gt;</code>; an administrator makes keys,
          each with the scopes it needs. Browsers use the session cookie and send
          <code>X-CSRF-Token</code> from <a href="#getMe">getMe</a> with every change.
        </dd>
      </div>
      <div>
        <dt>Lists</dt>
        <dd>
          A page ends with <code>next_cursor</code>; send it as <code>cursor</code> for the next
          one. Null means that this was the last.
        </dd>
      </div>
      <div>
        <dt>Errors</dt>
        <dd>
          RFC 9457 problems as <code>application/problem+json</code>, with a stable
          <a href="#problems"><code>code</code></a> for programs and a <code>detail</code> for
          people.
        </dd>
      </div>
      <div>
        <dt>What may change</dt>
        <dd>
          Answers may gain fields. A field that a request misspells is refused rather than ignored.
        </dd>
      </div>
      <div>
        <dt>Two at once</dt>
        <dd>
          A rule that says no answers 409 and changes nothing. Cases carry a <code>version</code>;
          replies may say what their writer had seen.
        </dd>
      </div>
    </dl>`;
}

function renderNoun(
  document: OpenApiDocument,
  tag: { name: string; description: string },
  entries: readonly Entry[],
): Markup {
  return html`<section aria-labelledby="noun-${tag.name}">
    <h2 id="noun-${tag.name}">${tag.name}</h2>
    <p>${tag.description}</p>
    ${entries.map((entry) => renderOperation(document, entry))}
  </section>`;
}

function renderOperation(document: OpenApiDocument, entry: Entry): Markup {
  const { path, method, operation } = entry;
  const parameters = (operation.parameters ?? []).map((one): FieldLine => ({
    path: one.name,
    required: one.required,
    type: presentType(one.schema),
    meaning: one.description ?? '',
  }));
  return html`<article id="${operation.operationId}">
    <div class="example">
      <p>Example</p>
      <pre tabindex="0">${writeCurl(document, path, method, operation)}</pre>
    </div>
    <h3>${operation.operationId}</h3>
    <p class="path">
      <span class="method ${method}">${method.toUpperCase()}</span><code>${path}</code>
    </p>
    <p class="summary">${operation.summary}</p>
    <p class="access">${operation.description}</p>
    <div>
      ${renderFields('Parameters', parameters)} ${renderBody(operation)} ${renderAnswer(operation)}
      ${renderErrors(operation)}
    </div>
  </article>`;
}

function renderBody(operation: OpenApiOperation): Markup | null {
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (!type || !body) return null;
  if (type === 'application/json') return renderFields('Body', listFields(body.schema));
  return html`<h4>Body</h4>
    <p><code>${type}</code>: ${body.schema.description}</p>`;
}

interface Answer {
  description: string;
  content?: Record<string, { schema: JsonSchema }>;
}

function renderAnswer(operation: OpenApiOperation): Markup {
  const [status, answer] = Object.entries(operation.responses)[0] as [string, Answer];
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? [];
  if (!type || !content)
    return html`<h4>Answer ${status}</h4>
      <p>No content.</p>`;
  if (type !== 'application/json')
    return html`<h4>Answer ${status}</h4>
      <p><code>${type}</code></p>`;
  if (content.schema.$ref)
    return html`<h4>Answer ${status}</h4>
      <p>${presentType(content.schema)}</p>`;
  return html`${renderFields(`Answer ${status}`, listFields(content.schema), false)}`;
}

function renderErrors(operation: OpenApiOperation): Markup {
  const statuses = Object.keys(operation.responses).filter((status) => Number(status) >= 400);
  const links = statuses.map(
    (status, index) =>
      html`${index > 0 && ' · '}${
        explained.has(Number(status)) ? html`<a href="#status-${status}">${status}</a>` : status
      }`,
  );
  return html`<p class="errors">Can fail with ${links}</p>`;
}

function renderFields(title: string, lines: readonly FieldLine[], marksMust = true): Markup | null {
  if (lines.length === 0) return null;
  return html`<h4>${title}</h4>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>Field</th>
            <th>Type</th>
            <th>Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            (line) =>
              html`<tr>
                <td>
                  <code>${line.path}</code>${
                    marksMust && line.required && html` <span class="must">required</span>`
                  }
                </td>
                <td>${line.type}</td>
                <td>${line.meaning}</td>
              </tr> `,
          )}
        </tbody>
      </table>
    </div>`;
}

function renderLive(): Markup {
  return html`<section aria-labelledby="live">
    <h2 id="live">live connection</h2>
    <p>
      A WebSocket at <code>${livePath}</code>, signed in by the session cookie. The first message
      names the position of the last event that was seen; the server then sends every event since,
      in order and without a gap, and goes on as they happen. Messages are
      <a href="#schema-LiveRequest">LiveRequest</a> and
      <a href="#schema-LiveMessage">LiveMessage</a>.
    </p>
    <p>
      Visitors open a WebSocket at <code>${webLivePath}</code> and send their token in the first
      message, <code>hello</code>, with the number up to which they have each conversation. Messages
      are <a href="#schema-WebLiveRequestInput">WebLiveRequestInput</a> and
      <a href="#schema-WebLiveMessage">WebLiveMessage</a>; <code>ping</code> is answered with
      <code>pong</code>.
    </p>
  </section>`;
}

function renderSchemas(document: OpenApiDocument): Markup {
  return html`<section aria-labelledby="schemas">
    <h2 id="schemas">schemas</h2>
    <p>What the operations speak about.</p>
    ${Object.entries(document.components.schemas).map(([name, schema]) => renderSchema(name, schema))}
  </section>`;
}

function renderSchema(name: string, schema: JsonSchema): Markup {
  const choices = schema.oneOf ?? schema.anyOf;
  const content = schema.properties
    ? renderFields('Fields', listFields(schema), false)
    : choices
      ? choices.map((one, index) => renderFields(`Form ${index + 1}`, listFields(one), false))
      : html`<p>${presentType(schema)}</p>`;
  return html`<details class="schema" id="schema-${name}" open>
    <summary><code>${name}</code> ${schema.description}</summary>
    ${content}
  </details>`;
}

function renderProblems(): Markup {
  const byStatus = Map.groupBy(Object.entries(problemCodes), ([, { status }]) => status);
  const statuses = [...byStatus.keys()].toSorted((a, b) => a - b);
  const rows = statuses.map(
    (status) =>
      html`<tr id="status-${status}">
          <td colspan="2"><strong>${status}</strong></td>
        </tr>
        ${byStatus.get(status)!.map(
          ([code, { meaning }]) =>
            html`<tr id="problem-${code}">
              <td><code>${code}</code></td>
              <td>${meaning}</td>
            </tr> `,
        )}`,
  );
  return html`<section aria-labelledby="problems">
    <h2 id="problems">problem codes</h2>
    <p>Each error names one of these in <code>code</code>; its <code>type</code> links here.</p>
    <div class="wide">
      <table class="codes">
        <thead>
          <tr>
            <th>Code</th>
            <th>Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}
