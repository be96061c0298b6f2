/** A4 in points. */
const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 56;
const LINE_HEIGHT = 18;

/** A page of text as a PDF 1.4 file, such as an invoice; the first line is its heading. */
export function writeDemoPdf(lines: readonly string[]): Buffer {
  const shown = lines.map((line, at) => {
    const size = at === 0 ? 18 : 11;
    const y = HEIGHT - MARGIN - at * LINE_HEIGHT - (at === 0 ? 0 : LINE_HEIGHT);
    return `BT /F1 ${size} Tf ${MARGIN} ${y} Td (${escapeText(line)}) Tj ET`;
  });
  const content = shown.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents 4 0 R ` +
      '/Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(file, 'latin1');
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(file, 'latin1');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Latin-1 covers German; a euro sign stands elsewhere in WinAnsi. */
function escapeText(text: string): string {
  return text.replaceAll('€', '\u0080').replaceAll(/[\\()]/g, '\\$&');
}
