/** Lets a few through at once; the others wait in order. */
export interface Gate {
  pass<T>(work: () => Promise<T>): Promise<T>;
}

/** A gate for `most` at once. */
export function createGate(most: number): Gate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass(work) {
      if (inside >= most) await new Promise<void>((enter) => waiting.push(enter));
      else inside += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else inside -= 1;
      }
    },
  };
}
