/** A request to our own public address, as a page or program outside would make it. */
export interface DoorRequest {
  method: 'GET' | 'POST' | 'OPTIONS';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface DoorAnswer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}

/** Throws where nothing answers at the public address. */
export type CallDoor = (request: DoorRequest) => Promise<DoorAnswer>;

/** A person waits for the test. */
const answerWithin_ms = 10_000;

/** Calls our own server by its public address: through the proxy in front of it, if there is one. */
export function callByNetwork(publicUrl: string): CallDoor {
  return async ({ path, ...request }) => {
    const answer = await fetch(`${publicUrl}${path}`, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithin_ms),
    });
    const headers = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, text: await answer.text() };
  };
}
