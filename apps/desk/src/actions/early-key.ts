/**
 * The key of the palette where it was pressed before the desk listened (before-paint.js keeps it),
 * in the notation of the action list; null: none. From now on keys are the desk’s own.
 */
export function takeEarlyKey(): string | null {
  const { dataset } = document.documentElement;
  const pressed = dataset['earlyKey'] ?? null;
  dataset['earlyKey'] = 'over';
  return pressed === 'over' ? null : pressed;
}
