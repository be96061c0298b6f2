/** Work that flies at the same time, in a lane for each key with room for some. */
export interface Lanes {
  /** Keys that have no room; what they hold up is only their own. */
  listFull(): string[];
  /** Pieces that may begin now, whatever their lane. */
  room(): number;
  /** How many have begun and not ended. */
  flying(): number;
  /** False where this piece flies already or its lane has no room; `work` must not throw. */
  begin(lane: string, piece: string, work: () => Promise<void>): boolean;
  /** Resolves when one of those that fly has ended; at once where none does. */
  landing(): Promise<void>;
}

/** Opens lanes for so many pieces each and so many in all. */
export function openLanes(most: { each: number; all: number }): Lanes {
  const pieces = new Map<string, Promise<void>>();
  const lanes = new Map<string, number>();

  return {
    listFull: () => [...lanes].filter(([, count]) => count >= most.each).map(([lane]) => lane),
    room: () => most.all - pieces.size,
    flying: () => pieces.size,
    begin(lane, piece, work) {
      const count = lanes.get(lane) ?? 0;
      if (count >= most.each || pieces.size >= most.all || pieces.has(piece)) return false;
      lanes.set(lane, count + 1);
      const done = work().finally(() => {
        pieces.delete(piece);
        const left = lanes.get(lane)! - 1;
        if (left > 0) lanes.set(lane, left);
        else lanes.delete(lane);
      });
      pieces.set(piece, done);
      return true;
    },
    async landing() {
      if (pieces.size > 0) await Promise.race(pieces.values());
    },
  };
}
