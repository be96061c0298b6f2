import type { Socket } from 'node:net';

/** The replies to commands that clients send together: MAIL, RCPT and DATA. */
const HELD_REPLY = /^(?:250|354) /;

/**
 * Lets replies to commands that came together leave together, as RFC 2920 (3.2) asks of servers;
 * the library writes each by itself, and every write wakes the client up. What comes before
 * encryption begins, or ends the dialog, leaves at once.
 */
export function groupReplies(socket: Socket): void {
  const write = socket.write.bind(socket);
  let held: NodeJS.Immediate | null = null;
  const release = () => {
    if (held === null) return;
    clearImmediate(held);
    held = null;
    socket.uncork();
  };
  socket.write = (...written: unknown[]) => {
    const isHeld = HELD_REPLY.test(String(written[0]));
    if (isHeld && held === null) {
      socket.cork();
      held = setImmediate(release);
    }
    const hasRoom = Reflect.apply(write, socket, written) as boolean;
    if (!isHeld) release();
    return hasRoom;
  };
}
