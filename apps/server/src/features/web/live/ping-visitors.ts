import type { Clock } from '../../../platform/clock.ts';
import { pingEvery_ms, pingStep_ms, silentPings_max } from './live-limits.ts';
import { frameText, type VisitorSocket } from './visitor-socket.ts';

export interface Pings {
  /** Pings a portion of the sockets; called every `pingStep_ms`, everybody’s turn comes in time. */
  pingSome(): void;
}

/** One round after the other over all sockets; who is gone or whose session ran out is let go. */
export function createPings(deps: {
  clock: Clock;
  sockets: () => ReadonlySet<VisitorSocket>;
  /** It is not there any more, whether or not anybody heard it close. */
  drop: (socket: VisitorSocket) => void;
}): Pings {
  const { clock, sockets, drop } = deps;
  let round = sockets().values();
  let startedAt = -Infinity;
  let share = 0;

  return {
    pingSome() {
      const now = clock.now();
      if (performance.now() - startedAt >= pingEvery_ms) {
        startedAt = performance.now();
        round = sockets().values();
        share = Math.ceil((sockets().size * pingStep_ms) / pingEvery_ms);
      }
      const frame = frameText({ type: 'ping', at: now.toISOString() });
      for (let left = share; left > 0; left -= 1) {
        const { value: socket, done } = round.next();
        if (done) return;
        pingOne(socket, frame, now);
      }
    },
  };

  function pingOne(socket: VisitorSocket, frame: Buffer, now: Date): void {
    if (!socket.isOpen) return drop(socket);
    socket.silentPings += 1;
    if (socket.silentPings > silentPings_max) socket.terminate();
    else if (socket.place!.expiresAt <= now) socket.end();
    else socket.send(frame);
  }
}
