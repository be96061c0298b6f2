import type { LiveHub } from './live-hub.ts';
import type { LiveSocket } from './live-socket.ts';

interface Viewing {
  socket: LiveSocket;
  subjectId: string;
  typing: 'reply' | 'note' | null;
}

/** Whether a member may look at a subject; asked before they become visible there. */
export type MayView = (socket: LiveSocket, subjectId: string) => Promise<boolean>;

/** Hears who begins and ends to type an answer. */
export type TypingListener = (socket: LiveSocket, subjectId: string, typing: boolean) => void;

/** Who views and types where, in memory: gone with the connection, never stored. */
export function createPresence(hub: LiveHub, mayView: MayView, onTyping?: TypingListener) {
  const viewings = new Map<LiveSocket, Viewing>();

  function tellAbout(accountId: string, subjectId: string): void {
    const here = [...viewings.values()].filter(
      (one) => one.subjectId === subjectId && one.socket.actor.accountId === accountId,
    );
    const members = new Map<string, { id: string; name: string; typing: Viewing['typing'] }>();
    for (const { socket, typing } of here) {
      const { id, name } = socket.actor;
      members.set(id, { id, name, typing: typing ?? members.get(id)?.typing ?? null });
    }
    const message = { type: 'presence', case_id: subjectId, members: [...members.values()] };
    hub.tell(accountId, [...members.keys()], message);
  }

  function noteTyping(viewing: Viewing, typing: Viewing['typing']): void {
    if ((viewing.typing === 'reply') === (typing === 'reply')) return;
    onTyping?.(viewing.socket, viewing.subjectId, typing === 'reply');
  }

  function leave(socket: LiveSocket): void {
    const before = viewings.get(socket);
    if (!before) return;
    viewings.delete(socket);
    noteTyping(before, null);
    tellAbout(socket.actor.accountId, before.subjectId);
  }

  return {
    /** Members who have the subject on screen at this process. */
    listViewers(accountId: string, subjectId: string): string[] {
      const here = [...viewings.values()].filter((one) => one.subjectId === subjectId);
      const actors = here.map((one) => one.socket.actor);
      return [...new Set(actors.flatMap((one) => (one.accountId === accountId ? one.id : [])))];
    },
    watch(socket: LiveSocket): void {
      socket.onClose(() => leave(socket));
      socket.onPresence(({ case_id: subjectId, typing }) => {
        const before = viewings.get(socket);
        if (before && before.subjectId !== subjectId) leave(socket);
        if (subjectId === null) return;
        if (before?.subjectId === subjectId) {
          noteTyping(before, typing);
          viewings.set(socket, { socket, subjectId, typing });
          tellAbout(socket.actor.accountId, subjectId);
          return;
        }
        void mayView(socket, subjectId).then((allowed) => {
          if (!allowed) return;
          noteTyping({ socket, subjectId, typing: null }, typing);
          viewings.set(socket, { socket, subjectId, typing });
          tellAbout(socket.actor.accountId, subjectId);
        });
      });
    },
  };
}
