/** Style attributes of office programs reach 1,500 characters. */
const STYLE_CHARS = 4000;
const DECLARATIONS = 60;

const NUMBER = String.raw`(?:\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})`;
const LENGTH = String.raw`(?:${NUMBER}(?:px|pt|em|rem|ex|ch|cm|mm|in|pc|%)?|auto)`;
const COLOUR = String.raw`(?:#[0-9a-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s,.%/]{1,40}\))`;
const BORDER_STYLE = '(?:none|hidden|solid|dotted|dashed|double|groove|ridge|inset|outset)';
const BORDER_WORD = `(?:${LENGTH}|${COLOUR}|${BORDER_STYLE}|thin|medium|thick)`;

function exactly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'i');
}

const length = exactly(LENGTH);
const lengths = exactly(String.raw`${LENGTH}(?:\s+${LENGTH}){0,3}`);
const colour = exactly(COLOUR);
const border = exactly(String.raw`${BORDER_WORD}(?:\s+${BORDER_WORD}){0,3}`);
const word = exactly('[a-z][a-z-]{0,30}');
const number = exactly(String.raw`normal|\d{1,3}(?:\.\d{1,4})?(?:px|pt|em|rem|%)?`);
const families = exactly(String.raw`[\w\s,'"-]{1,300}`);

/** Property to the values it may have. Nothing that loads, moves out of the flow or overlays. */
const PROPERTIES = new Map<string, RegExp>([
  ['color', colour],
  ['background-color', colour],
  ['background', colour],
  ['font-family', families],
  ['font-size', exactly(`${LENGTH}|(?:xx?-)?(?:small|large)|medium|smaller|larger`)],
  ['font-style', word],
  ['font-weight', exactly('[a-z]{3,10}|[1-9]00')],
  ['font-variant', word],
  ['line-height', number],
  ['letter-spacing', exactly(`normal|${LENGTH}`)],
  ['text-align', word],
  ['text-decoration', exactly(String.raw`[a-z-]{3,20}(?:\s+[a-z-]{3,20}){0,2}`)],
  ['text-transform', word],
  ['text-indent', length],
  ['vertical-align', exactly(`[a-z-]{3,12}|${LENGTH}`)],
  ['white-space', word],
  ['word-break', word],
  ['word-wrap', word],
  ['overflow-wrap', word],
  ['direction', exactly('ltr|rtl')],
  ['display', exactly('none|block|inline|inline-block|table|table-row|table-cell|list-item')],
  ['list-style-type', word],
  ['width', length],
  ['height', length],
  ['max-width', exactly(`none|${LENGTH}`)],
  ['max-height', exactly(`none|${LENGTH}`)],
  ['min-width', length],
  ['min-height', length],
  ['margin', lengths],
  ['padding', lengths],
  ['border', border],
  ['border-width', lengths],
  ['border-style', exactly(String.raw`${BORDER_STYLE}(?:\s+${BORDER_STYLE}){0,3}`)],
  ['border-color', exactly(String.raw`${COLOUR}(?:\s+${COLOUR}){0,3}`)],
  ['border-radius', lengths],
  ['border-collapse', word],
  ['border-spacing', lengths],
  ['table-layout', word],
  ['caption-side', word],
]);
for (const side of ['top', 'right', 'bottom', 'left']) {
  PROPERTIES.set(`margin-${side}`, length);
  PROPERTIES.set(`padding-${side}`, length);
  PROPERTIES.set(`border-${side}`, border);
  PROPERTIES.set(`border-${side}-width`, length);
  PROPERTIES.set(`border-${side}-style`, exactly(BORDER_STYLE));
  PROPERTIES.set(`border-${side}-color`, colour);
}

/**
 * Keeps the declarations of a style attribute whose property is on the list and whose whole
 * value fits its pattern; comments and escapes fit none. Returns '' if none is left.
 */
export function filterStyle(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.slice(0, STYLE_CHARS).split(';', DECLARATIONS)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const pattern = PROPERTIES.get(property);
    if (pattern === undefined) continue;
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important\s*$/i, '')
      .trim();
    if (value.length <= 300 && pattern.test(value)) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}
