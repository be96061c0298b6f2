import { useEffect } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import type { ComposeMode, ComposeRequest } from './case-context.ts';

interface Wish {
  number: number;
  mode: ComposeMode;
  /** What was typed after the key, before there was a place for it. */
  text: string;
}

let wish: Wish | null = null;

/** Takes what was wished for while the case was on its way; null where nothing was. */
export function takeWish(number: number): ComposeRequest | null {
  const taken = wish?.number === number ? wish : null;
  wish = null;
  if (taken === null) return null;
  const request = { mode: taken.mode, message: null };
  return taken.text === '' ? request : { ...request, text: taken.text };
}

/** Keys of a sentence, not of an action: they belong to the text that was begun. */
function keepTyped(event: KeyboardEvent): void {
  if (wish === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1) wish.text += event.key;
  else if (event.key === 'Backspace') wish.text = wish.text.slice(0, -1);
  else if (event.key === 'Escape') wish = null;
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Stands where a case will be: who presses the key to reply and goes on typing before it is there
 * finds both in the composer.
 */
export function AwaitCase({ number }: { number: number }): null {
  const want = (mode: ComposeMode) => () => {
    wish = { number, mode, text: '' };
  };
  useAction('case.reply', want('reply'));
  useAction('case.replyAll', want('replyAll'));
  useAction('case.forward', want('forward'));
  useAction('case.note', want('note'));
  useEffect(() => {
    window.addEventListener('keydown', keepTyped, true);
    return () => window.removeEventListener('keydown', keepTyped, true);
  }, []);
  return null;
}
