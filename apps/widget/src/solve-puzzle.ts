const encoder = new TextEncoder();

/**
 * Finds a text so that SHA-256 over stamp, a dot and the text begins with so many zero bits; a
 * browser needs a moment for it, a program that floods us much of its time.
 */
export async function solvePuzzle(stamp: string, zeroBits: number): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const text = encoder.encode(`${stamp}.${tries}`);
    const hash = new DataView(await crypto.subtle.digest('SHA-256', text));
    // No puzzle of ours asks for more than the first 32 bits.
    if (Math.clz32(hash.getUint32(0)) >= zeroBits) return String(tries);
  }
}
