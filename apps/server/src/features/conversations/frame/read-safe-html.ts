/** Elements that may stand in a frame; the allow-list of the intake, kept apart on purpose. */
const allowedElements = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col ' +
    'colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i ' +
    'img ins kbd li main mark ol p pre q s samp section small span strike strong sub sup table ' +
    'tbody td tfoot th thead time tr tt u ul var wbr'
  ).split(' '),
);
export const voidElements: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'wbr']);
const allowedAttributes = new Set(
  (
    'align alt bgcolor border cellpadding cellspacing color colspan data-folded data-remote-src ' +
    'dir face height href lang rowspan size span src start style title type valign width'
  ).split(' '),
);

export interface SafeReader {
  open(name: string, attributes: Map<string, string>): void;
  close(name: string): void;
  /** Text that may be written as it stands: every `<` and `>` is escaped. */
  text(text: string): void;
}

// What our own sanitiser writes, and nothing else: <name key="value">, </name>, text.
const piece = /<(\/?)([a-z][a-z0-9]{0,15})((?:\s+[a-z][a-z-]{0,30}="[^"<>]*")*)\s*>|[<>]|[^<>]+/g;
const attribute = /\s([a-z][a-z-]*)="([^"<>]*)"/g;

/**
 * Reads HTML in the form that the sanitiser of the intake writes. Whatever has another form is
 * text, so that even a body that was never sanitised cannot bring an element or attribute that is
 * not on the lists. Linear in the length; attribute values arrive decoded.
 */
export function readSafeHtml(html: string, reader: SafeReader): void {
  for (const [whole, slash, name, attributes] of html.matchAll(piece)) {
    if (name === undefined) {
      reader.text(whole === '<' ? '&lt;' : whole === '>' ? '&gt;' : whole);
    } else if (allowedElements.has(name)) {
      if (slash === '/') reader.close(name);
      else reader.open(name, readAttributes(attributes ?? ''));
    }
  }
}

function readAttributes(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, value] of text.matchAll(attribute)) {
    if (allowedAttributes.has(name!) && !found.has(name!)) found.set(name!, decodeEntities(value!));
  }
  return found;
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Decodes what the sanitiser encodes; any other `&` is written as `&amp;` later and stays text. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (name !== undefined) return namedEntities[name.toLowerCase()] ?? whole;
      const point = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
      return point > 0x10ffff ? whole : String.fromCodePoint(point);
    },
  );
}

/** Addresses of pictures in the order of the text, as `getRemoteImage` counts them. */
export function listRemoteImages(html: string): string[] {
  const found: string[] = [];
  readSafeHtml(html, {
    open(name, attributes) {
      const address = attributes.get('data-remote-src');
      if (name === 'img' && address !== undefined) found.push(address);
    },
    close() {},
    text() {},
  });
  return found;
}
