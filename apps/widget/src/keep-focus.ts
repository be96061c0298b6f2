/** Where the panel is the whole screen, nothing behind it can be reached by the Tab key. */
export function keepFocus(panel: HTMLElement, root: ShadowRoot, event: KeyboardEvent): void {
  const all = panel.querySelectorAll<HTMLElement>('button,a,input,textarea,select,[tabindex="0"]');
  const stops = [...all].filter((one) => one.offsetParent !== null && one.tabIndex >= 0);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (root.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
