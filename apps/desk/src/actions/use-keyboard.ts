import { useEffect } from 'react';
import { readPreferences } from '../parts/preferences.ts';
import { runAction } from './action-registry.ts';
import { takeEarlyKey } from './early-key.ts';
import { decideKey, isSingleKey, spellPressed } from './keyboard-rules.ts';

/** How long the second key of a sequence may take. */
const sequence_ms = 1_200;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** An open dialog holds the focus; one that is fading out does not. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}

/**
 * Turns keys into actions for the whole page; typing and open dialogs come first. Stands below the
 * `useAction`s of its component, so that what was pressed before it finds them.
 */
export function useKeyboard(): void {
  useEffect(() => {
    let prefix: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let covered = false;
    function look(): void {
      covered = document.querySelector('.mantine-Popover-dropdown') !== null;
    }
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const pressed = spellPressed(event);
      if (pressed === null) return;
      const single = isSingleKey(pressed);
      if (single && pressed !== 'escape' && !readPreferences().singleKeys) return;
      if (single && isTyping(event.target)) return;
      if (isInDialog(event.target)) return;
      // What lies open has closed itself by now, and took the key with it.
      if (pressed === 'escape' && covered) return;
      const decision = decideKey(pressed, prefix);
      clearTimeout(timer);
      prefix = null;
      if (decision.kind === 'wait') {
        prefix = decision.prefix;
        timer = setTimeout(() => (prefix = null), sequence_ms);
      } else if (decision.kind === 'run' && runAction(decision.action)) {
        event.preventDefault();
      }
    }
    window.addEventListener('keydown', look, true);
    window.addEventListener('keydown', onKeyDown);
    const early = takeEarlyKey();
    const wanted = early === null ? null : decideKey(early, null);
    if (wanted?.kind === 'run') runAction(wanted.action);
    return () => {
      window.removeEventListener('keydown', look, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
