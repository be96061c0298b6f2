/** A mail that has broken other programs, with the subject that its case must carry. */
export interface PoisonMail {
  readonly name: string;
  readonly raw: Buffer;
}

const MB = 1_000_000;

/** Headers of a mail that is fine so far. */
function head(subject: string, contentType = 'text/plain; charset=utf-8'): string {
  return [
    'From: Eve <eve@evil.example>',
    'To: support@falk.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(/\W/g, '-')}@evil.example>`,
    'Date: Mon, 16 Nov 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    '',
  ].join('\r\n');
}

const signature =
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=s; ' +
  'h=from:to:subject; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n';

const mixed = 'multipart/mixed; boundary=b';

function attachments(count: number, lines: number): string {
  const bytes = `${'A'.repeat(76)}\r\n`.repeat(lines);
  const parts = Array.from({ length: count }, (_, index) =>
    [
      '--b',
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; filename="file-${index}.bin"`,
      'Content-Transfer-Encoding: base64',
      '',
      bytes,
    ].join('\r\n'),
  );
  return `${head(`${count} attachments`, mixed)}\r\n${parts.join('')}--b--\r\n`;
}

function nested(depth: number): string {
  const levels = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  );
  return `${head('MIME bomb', 'multipart/mixed; boundary=bb')}\r\n--bb\r\n${levels.join('')}`;
}

function words(count: number): string {
  const all = Array.from({ length: count }, (_, index) => `w${(index * 7919).toString(36)}`);
  return all.join(' ').replaceAll(/(.{900}\S*) /g, '$1\r\n');
}

/** Everything that a mail server hands on and that has stopped a mailbox somewhere. */
export function listPoison(): PoisonMail[] {
  const html = (subject: string, body: string) => `${head(subject, 'text/html')}\r\n${body}\r\n`;
  const texts: Record<string, string | Buffer> = {
    '60 MB with 200 attachments': attachments(200, Math.floor((60 * MB) / 200 / 78)),
    'a thousand small attachments': attachments(1_000, 1),
    '20,000 nested divs': html('nested', `${'<div>\r\n'.repeat(20_000)}deep`),
    '300,000 unclosed divs with style': html('open', '<div style="color:red">\r\n'.repeat(300_000)),
    'a MIME bomb': nested(20_000),
    'half a million parts': `${head('parts', mixed)}\r\n${'--b\r\n\r\nx\r\n'.repeat(500_000)}`,
    'a header of 2 MB': `${head('long header')}X-Long: ${'a'.repeat(2 * MB)}\r\n\r\nbody\r\n`,
    '50,000 recipients in CC': `${head('crowd')}Cc: ${Array.from(
      { length: 50_000 },
      (_, index) => `p${index}@mail.example`,
    ).join(',\r\n ')}\r\n\r\nbody\r\n`,
    'a subject of 700 kB': `From: eve@evil.example\r\nSubject: ${'Re: '.repeat(175_000)}\r\n\r\nx`,
    'more different words than an index takes': `${head('words')}\r\n${words(300_000)}\r\n`,
    'a signed text of one line': `${signature}${head('one signed line')}\r\n${'a '.repeat(10 * MB)}\r\n`,
    'a text of one line': `${head('one line')}\r\n${'a '.repeat(10 * MB)}\r\n`,
    NULs: `${head('nul \0 in between')}\r\nnul \0\0\0 body\r\n`,
    'an unknown charset with every byte': Buffer.concat([
      Buffer.from(`${head('charset', 'text/plain; charset=x-unknown-9')}\r\n`),
      Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
    ]),
    'broken UTF-8': Buffer.concat([
      Buffer.from(`${head('utf-8')}\r\n`),
      Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0xf4, 0x90, 0x80, 0x80, 13, 10]),
    ]),
    'a date in 2050': `${head('future').replace(/Date: .*/, 'Date: Sat, 01 Jan 2050 00:00:00 +0000')}\r\nfrom then\r\n`,
    'a date that is none': 'From: eve@evil.example\r\nDate: Foo, 99 Bar 99999 99:99\r\n\r\nx\r\n',
    'no header at all': '\r\nonly text, and no header above it\r\n',
    'bytes at random': Buffer.from(Array.from({ length: 5_000 }, (_, i) => ((i * 7919) % 251) + 1)),
    nothing: Buffer.alloc(0),
    'CR only': `${head('cr').replaceAll('\r\n', '\r')}\rbody\r`,
    'LF only': `${head('lf').replaceAll('\r\n', '\n')}\nbody\n`,
  };
  return Object.entries(texts).map(([name, text]) => ({
    name,
    raw: typeof text === 'string' ? Buffer.from(text) : text,
  }));
}
