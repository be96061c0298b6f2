import { describe, expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { createClient, fillPath } from './client.ts';

type Asked = { url: string; init: RequestInit };

function answering(response: () => Response) {
  const asked: Asked[] = [];
  const fake = (url: unknown, init?: RequestInit) => {
    asked.push({ url: String(url), init: init ?? {} });
    return Promise.resolve(response());
  };
  return { asked, fetch: fake as typeof fetch };
}

const caseId = '0199aaaa-0000-7000-8000-000000000001';

describe('the client', () => {
  test('a path is filled and its query leaves out what was not given', () => {
    expect(fillPath('/a/{b}/c', { b: 'x/y' }, { q: 'Grüße &', none: undefined })).toBe(
      '/a/x%2Fy/c?q=Gr%C3%BC%C3%9Fe+%26',
    );
    expect(() => fillPath('/a/{b}', {})).toThrow('needs b');
  });

  test('a changing request carries the CSRF token, a reading one does not', async () => {
    const { asked, fetch } = answering(() => Response.json({ items: [] }));
    const client = createClient({ baseUrl: '', csrf: () => 'tok', fetch });
    await client.call('listTags');
    await client.call('createCaseAssignment', { params: { caseId }, body: { member_id: null } });
    expect(asked[0]!.init.headers).not.toHaveProperty('x-csrf-token');
    expect(asked[1]!.init.headers).toMatchObject({ 'x-csrf-token': 'tok' });
    expect(asked[1]!.url).toBe(`/api/v1/cases/${caseId}/assignments`);
  });

  test('a program signs with its key', async () => {
    const { asked, fetch } = answering(() => new Response(null, { status: 204 }));
    const client = createClient({ baseUrl: 'https://desk.test', key: 'es_1', fetch });
    expect(await client.call('createNotificationReading', { body: {} })).toBeUndefined();
    expect(asked[0]!.init.headers).toMatchObject({ authorization: 'Bearer es_1' });
  });

  test('[L13] a refusal keeps its code and its facts', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Taken',
      status: 409,
      code: 'case_taken',
      detail: 'Ito took the case.',
      facts: { assignee: { id: '1', name: 'Ito' } },
    };
    const { fetch } = answering(() => Response.json(problem, { status: 409 }));
    const client = createClient({ baseUrl: '', fetch });
    const error = await client.call('getMe').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).code).toBe('case_taken');
    expect((error as ApiError).problem.facts).toEqual(problem.facts);
  });

  test('a page from a proxy and a dead network become errors of the same kind', async () => {
    const proxy = answering(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(
      createClient({ baseUrl: '', fetch: proxy.fetch }).call('getMe'),
    ).rejects.toMatchObject({ code: 'http_502', status: 502 });
    const dead = (() => Promise.reject(new TypeError('fetch failed'))) as typeof fetch;
    await expect(createClient({ baseUrl: '', fetch: dead }).call('getMe')).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
  });

  test('an expired session is told once for every refused request', async () => {
    let told = 0;
    const { fetch } = answering(() => Response.json({ code: 'no', status: 401 }, { status: 401 }));
    const client = createClient({ baseUrl: '', fetch, onSignedOut: () => (told += 1) });
    await expect(client.call('getMe')).rejects.toThrow(ApiError);
    expect(told).toBe(1);
  });

  test('the types know what an operation takes and answers', async () => {
    const client = createClient({ baseUrl: '', fetch: answering(() => Response.json({})).fetch });
    // @ts-expect-error the path needs caseId
    await client.call('getCase').catch(() => null);
    // @ts-expect-error an assignment needs a body
    await client.call('createCaseAssignment', { params: { caseId } });
    const found = await client.call('getCase', { params: { caseId } });
    const subject: string = found.subject;
    expect(subject).toBeUndefined();
  });
});
