/** Markup that is safe to write as it stands. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

type Piece = Markup | string | number | false | null | undefined | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for the inside of an element or of a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (char) => escapes[char]!);
}

/** Markup with every value escaped, unless it is markup itself; null and false write nothing. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Markup {
  let text = strings[0]!;
  values.forEach((value, index) => {
    text += write(value) + strings[index + 1]!;
  });
  return new Markup(text);
}

function write(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (Array.isArray(piece)) return (piece as readonly Piece[]).map(write).join('');
  return piece === null || piece === undefined || piece === false ? '' : escapeText(String(piece));
}
