import type { WebLiveMessage, WebLiveRequest } from '@earshot/contract/web-live-contract.ts';
import type { ConversationStore } from './conversation-store.ts';
import { createSteadySocket, type LinkState, type SteadyOptions } from './steady-socket.ts';
import type { WebEvent } from './web-client.ts';

export interface LinkOptions extends Pick<SteadyOptions<never>, 'open' | 'random'> {
  url: string;
  token: () => string;
  store: ConversationStore;
  tell: (event: WebEvent) => void;
  onLive: () => void;
  /** The session ended or its token is wrong. */
  onEnded: () => void;
}

export type LiveLink = ReturnType<typeof openLiveLink>;

/** The live connection of a session: says hello, resumes, and puts what it hears into the store. */
export function openLiveLink(options: LinkOptions) {
  const { url, token, store, tell, onLive, onEnded, open, random } = options;
  /** Readings that were made while there was no connection. */
  const unsent = new Map<string, number>();

  function hear(message: WebLiveMessage): void {
    switch (message.type) {
      case 'ready':
        store.takeAll(message.conversations);
        socket.settle();
        for (const [id, seq] of unsent) sendReading(id, seq);
        return;
      case 'messages':
        return store.hear(message.conversation_id, message.messages);
      case 'conversation':
        return store.take(message.conversation);
      case 'typing':
        return tell(message);
      case 'reload':
        return store.catchUpAll();
      case 'ping':
        return socket.send({ type: 'pong' });
      case 'ended':
        onEnded();
    }
  }

  function sendReading(id: string, seq: number): void {
    unsent.set(id, seq);
    if (socket.state() !== 'live') return;
    socket.send({ type: 'read', conversation_id: id, seq });
    unsent.delete(id);
  }

  const socket = createSteadySocket<WebLiveMessage, WebLiveRequest>({
    url,
    open,
    random,
    onOpen: () => socket.send({ type: 'hello', token: token(), resume: store.resume() }),
    onHeard: hear,
    onState(state: LinkState) {
      tell({ type: 'link', state });
      if (state === 'live') onLive();
    },
  });
  return { ...socket, sendReading };
}
