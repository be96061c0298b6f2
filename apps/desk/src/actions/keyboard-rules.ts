import { actionIds, getAction, type ActionId } from './action-list.ts';

export interface PressedKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** Where the key lies; with Alt some systems write other letters than are printed on it. */
  code?: string;
}

const byKeys = new Map<string, ActionId>(
  actionIds.flatMap((id) => {
    const { keys } = getAction(id);
    return keys === undefined ? [] : [[keys, id] as const];
  }),
);

/** A pressed key in the notation of the action list; null for a bare modifier. */
export function spellPressed(event: PressedKey): string | null {
  if (event.altKey) return spellAlt(event);
  const key = event.key.toLowerCase();
  if (['shift', 'control', 'meta', 'alt', 'dead', 'altgraph', 'process'].includes(key)) return null;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const letter = /^[a-z]$/.test(key) || key.length > 1;
  return `${mod}${event.shiftKey && letter ? 'shift+' : ''}${key}`;
}

/** Alt with a letter or a digit; AltGr, which some systems tell as Ctrl with Alt, writes letters. */
function spellAlt({ key, code, ctrlKey, metaKey, shiftKey }: PressedKey): string | null {
  if (ctrlKey || metaKey || shiftKey) return null;
  if (/^[a-z0-9]$/i.test(key)) return `alt+${key.toLowerCase()}`;
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code ?? '');
  return place ? `alt+${place[1]!.toLowerCase()}` : null;
}

export type KeyDecision =
  | { kind: 'run'; action: ActionId }
  | { kind: 'wait'; prefix: string }
  | { kind: 'none' };

/** What a key means after an open prefix such as `g`. */
export function decideKey(pressed: string, prefix: string | null): KeyDecision {
  const whole = prefix === null ? pressed : `${prefix} ${pressed}`;
  const action = byKeys.get(whole);
  if (action !== undefined) return { kind: 'run', action };
  if (prefix !== null) return { kind: 'none' };
  const opens = [...byKeys.keys()].some((keys) => keys.startsWith(`${pressed} `));
  return opens ? { kind: 'wait', prefix: pressed } : { kind: 'none' };
}

/** Whether a key needs no modifier, so that it must not fire while somebody types. */
export function isSingleKey(pressed: string): boolean {
  return !pressed.startsWith('mod+') && !pressed.startsWith('alt+');
}
