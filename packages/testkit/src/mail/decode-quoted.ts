/** The source of a mail with its quoted-printable text as people read it, on one line. */
export function decodeQuoted(raw: Buffer): string {
  const bytes = raw
    .toString('latin1')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([\dA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll(/\s+/g, ' ');
}
