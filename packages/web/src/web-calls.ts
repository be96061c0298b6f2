import type {
  WebArticle,
  WebFile,
  WebSession,
  WebSettings,
} from '@earshot/contract/web-contract.ts';
import type { WebConversation, WebMessage } from '@earshot/contract/web-conversation-contract.ts';
import { parseWebError, WebError } from './web-error.ts';

export interface CallOptions {
  /** Origin of the server, such as `https://service.falk.example`. */
  server: string;
  channelKey: string;
  fetch?: typeof fetch | undefined;
}

export interface NewMessage {
  client_id: string;
  text: string;
  file_ids: string[];
}

export interface Opening {
  subject?: string | undefined;
  answers: Record<string, string>;
}

/** A fetch that never hangs longer: a dead network is told by time where it is told by nothing. */
const patience_ms = 30_000;

export type WebCalls = ReturnType<typeof createCalls>;

/** The public routes of one channel, one function each; they throw WebError. */
export function createCalls({
  server,
  channelKey,
  fetch: ask = (...given) => fetch(...given),
}: CallOptions) {
  const base = `${server.replace(/\/$/, '')}/api/v1/web/${encodeURIComponent(channelKey)}`;

  async function send(
    path: string,
    token: string | null,
    body?: unknown,
    method = body ? 'POST' : 'GET',
  ) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), patience_ms);
    const init: RequestInit = {
      credentials: 'omit',
      signal: limit.signal,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      method,
    };
    const answer = await ask(base + path, init)
      .catch((cause: unknown) => {
        throw Object.assign(new WebError(0), { cause });
      })
      .finally(() => clearTimeout(timer));
    if (answer.ok) return answer;
    const text = await answer.text().catch(() => '');
    throw parseWebError(answer.status, text, answer.headers.get('retry-after'));
  }

  async function call<T>(
    path: string,
    token: string | null,
    body?: unknown,
    method?: string,
  ): Promise<T> {
    const answer = await send(path, token, body, method);
    // A connection cut in the middle of an answer is as good as none.
    const text = await answer.text().catch((cause: unknown) => {
      throw Object.assign(new WebError(0), { cause });
    });
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const at = (id: string) => `/conversations/${encodeURIComponent(id)}`;
  return {
    base,
    settings: (locale?: string) =>
      call<WebSettings>(locale ? `?locale=${encodeURIComponent(locale)}` : '', null),
    session: (body: object) => call<WebSession>('/sessions', null, body),
    conversations: (token: string) =>
      call<{ items: WebConversation[] }>('/conversations', token).then(({ items }) => items),
    conversation: (token: string, id: string) => call<WebConversation>(at(id), token),
    begin: (token: string, message: NewMessage & Opening & { page?: object | undefined }) =>
      call<WebConversation & { messages: WebMessage[] }>('/conversations', token, message),
    messages: (token: string, id: string, after: number, limit: number) =>
      call<{ items: WebMessage[] }>(
        `${at(id)}/messages?after_seq=${after}&limit=${limit}`,
        token,
      ).then(({ items }) => items),
    say: (token: string, id: string, message: NewMessage) =>
      call<{ client_id: string; message: WebMessage | null }>(`${at(id)}/messages`, token, message),
    read: (token: string, id: string, seq: number) =>
      call<void>(`${at(id)}/readings`, token, { seq }),
    askForPerson: (token: string, id: string) => call<void>(`${at(id)}/person-requests`, token, {}),
    answerEnding: (token: string, id: string, solved: boolean) =>
      call<WebConversation>(`${at(id)}/answers`, token, { solved }),
    endSession: (token: string) => send('/sessions/current', token, undefined, 'DELETE'),
    file: (token: string, id: string, inline: boolean) =>
      send(`/files/${encodeURIComponent(id)}?inline=${inline}`, token).then((answer) =>
        answer.blob(),
      ),
    address: (token: string, address: string) =>
      call<{ id: string }>('/addresses', token, { address }),
    proof: (token: string, addressId: string, code: string) =>
      call<unknown>(`/addresses/${encodeURIComponent(addressId)}/proofs`, token, { code }),
    articles: (query: string, locale?: string) =>
      call<{ items: WebArticle[] }>(
        `/articles?${new URLSearchParams({ q: query, ...(locale ? { locale } : {}) })}`,
        null,
      ).then(({ items }) => items),
    call,
  };
}

export interface Upload {
  url: string;
  token: string | null;
  file: Blob;
  fileName: string;
  /** Called with the share that has left, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Uploads one file by XMLHttpRequest, which alone can tell progress; throws WebError. */
export function uploadWebFile(upload: Upload): Promise<WebFile> {
  const { url, token, file, fileName, onProgress, signal } = upload;
  const query = new URLSearchParams({
    file_name: fileName,
    mime_type: file.type || 'application/octet-stream',
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${url}/uploads?${query}`);
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) =>
      onProgress?.(event.loaded / event.total),
    );
    request.addEventListener('load', () => {
      const { status, responseText: text } = request;
      if (status < 300) resolve(JSON.parse(text) as WebFile);
      else reject(parseWebError(status, text, request.getResponseHeader('retry-after')));
    });
    for (const end of ['error', 'abort']) {
      request.addEventListener(end, () => reject(new WebError(0)));
    }
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
