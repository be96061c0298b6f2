/** A typing notice is repeated while somebody types, and taken back when they pause. */
const repeatEvery_ms = 2_500;
const endsAfter_ms = 5_000;

export interface TypingNotice {
  /** Somebody types in this conversation. */
  type(conversationId: string, text?: string): void;
  /** They stopped, or sent it. */
  stop(conversationId: string): void;
}

/** Says that somebody types: now and then while they do, and once when they stop. */
export function createTypingNotice(
  say: (conversationId: string, typing: boolean, text?: string) => void,
): TypingNotice {
  let told: { id: string; at_ms: number } | null = null;
  let end: ReturnType<typeof setTimeout> | undefined;
  function stop(id: string): void {
    clearTimeout(end);
    if (told?.id !== id) return;
    say(id, false);
    told = null;
  }
  return {
    stop,
    type(id, text) {
      clearTimeout(end);
      end = setTimeout(() => stop(id), endsAfter_ms);
      if (told?.id === id && Date.now() - told.at_ms < repeatEvery_ms) return;
      told = { id, at_ms: Date.now() };
      say(id, true, text);
    },
  };
}
