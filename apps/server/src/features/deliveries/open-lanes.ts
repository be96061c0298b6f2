/** Work that flies at the same time, in a lane for each key with room for some. */
export interface Lanes {
  /** Keys that have no room; what they hold up is only their own. */
  listFull(): string[];
  /** Pieces that may begin now, whatever their lane. */
  room(): number;
  /** How many have begun and not ended. */
  flying(): number;
  /**
   * False where this piece flies already or its lane has no room; `work` must not throw. A piece
   * may take the room of several.
   */
  begin(lane: string, piece: string, work: () => Promise<void>, takes?: number): boolean;
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
    begin(lane, piece, work, takes = 1) {
      const count = lanes.get(lane) ?? 0;
      if (count + takes > most.each || pieces.size >= most.all || pieces.has(piece)) return false;
      lanes.set(lane, count + takes);
      const done = work().finally(() => {
        pieces.delete(piece);
        const left = lanes.get(lane)! - takes;
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
