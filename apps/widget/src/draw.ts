type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

/**
 * Makes an element. Functions listen (`click`), true and texts become attributes, what is null or
 * false is left out. Never markup: text stays text.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name, value as EventListener);
    else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...children.filter((one) => one !== null && one !== undefined && one !== false));
  return made;
}

/** Puts these in place of what an element holds; leaves it alone where they are the same. */
export function fill(parent: Element, ...children: Child[]): void {
  const next = children.filter((one) => one !== null && one !== undefined && one !== false);
  parent.replaceChildren(...next);
}

const outlines = {
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 16-3-7z',
  clip: 'M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4',
  mute: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4M4 3l16 18',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
};
export type IconName = keyof typeof outlines;
const svgSpace = 'http://www.w3.org/2000/svg';

/** An icon of 20 px in the colour of the text; it says nothing to a screen reader. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, 'svg');
  const path = document.createElementNS(svgSpace, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', outlines[name]);
  svg.append(path);
  return svg;
}

/** A button of nothing but an icon, with its words for the pointer and the screen reader. */
export function iconButton(name: IconName, label: string, click: () => void): HTMLButtonElement {
  const props = { type: 'button', class: 'icon', title: label, 'aria-label': label, click };
  return el('button', props, icon(name));
}

/** A style sheet that no content security policy has to allow. */
export function makeSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
