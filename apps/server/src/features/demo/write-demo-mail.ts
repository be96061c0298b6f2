import type { MailProgram } from './demo-story.ts';

export interface DemoMailbox {
  readonly name: string;
  readonly email: string;
}

/** A file as it goes into a mail. */
export interface DemoPart {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Our message that is answered. */
export interface AnsweredMessage {
  /** Without angle brackets. */
  readonly messageId: string;
  readonly text: string;
  readonly at: Date;
  readonly from: DemoMailbox;
}

export interface DemoMail {
  readonly from: DemoMailbox;
  readonly to: DemoMailbox;
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly answers: AnsweredMessage | null;
  readonly quotes: boolean;
  readonly references: readonly string[];
  readonly headers: readonly string[];
  readonly locale: 'de' | 'en';
  readonly program: MailProgram;
  readonly files: readonly DemoPart[];
  readonly inline: DemoPart | null;
}

const LINE_CHARACTERS = 76;
const HEADER_CHARACTERS = 60;
const CID = 'picture1@demo';
const PICTURE = '[picture]';

const programs: Record<MailProgram, { agent: string | null; html: boolean; wraps: boolean }> = {
  apple: { agent: 'X-Mailer: Apple Mail (2.3826.300.87)', html: true, wraps: false },
  gmail: { agent: null, html: true, wraps: false },
  outlook: { agent: 'X-Mailer: Microsoft Outlook 16.0', html: true, wraps: false },
  thunderbird: { agent: 'User-Agent: Mozilla Thunderbird', html: false, wraps: true },
  phone: { agent: 'X-Mailer: iPhone Mail (22H20)', html: true, wraps: false },
  plain: { agent: null, html: false, wraps: true },
};

/** A mail as the program of its writer makes it (RFC 5322, 2045 to 2047), byte for byte. */
export function writeDemoMail(mail: DemoMail): Buffer {
  const host = mail.from.email.split('@')[1]!;
  const { agent, html, wraps } = programs[mail.program];
  const quote = mail.answers && mail.quotes ? mail.answers : null;
  const plain = [
    mail.text.replace(PICTURE, '').trim(),
    ...(quote ? ['', quoteText(mail, quote)] : []),
  ];
  const text = plain.join('\n');
  const body =
    html || mail.inline
      ? multipart('alternative', [
          textPart('plain', wraps ? wrap(text) : text),
          htmlPart(mail, quote),
        ])
      : textPart('plain', wraps ? wrap(text) : text);
  const whole =
    mail.files.length === 0 ? body : multipart('mixed', [body, ...mail.files.map(filePart)]);
  const known = [...(mail.answers ? [mail.answers.messageId] : []), ...mail.references];
  const lines = [
    `Received: from mx.${host} (mx.${host} [203.0.113.25])`,
    `\tby mail.falk.example with ESMTPS id ${mail.messageId.slice(0, 12)}`,
    `\tfor <${mail.to.email}>; ${writeDate(mail.at)}`,
    `Date: ${writeDate(new Date(mail.at.getTime() - 2_000))}`,
    `From: ${writeMailbox(mail.from)}`,
    `To: ${writeMailbox(mail.to)}`,
    ...(mail.cc.length > 0 ? [`Cc: ${mail.cc.join(', ')}`] : []),
    `Subject: ${encodeWords(mail.subject)}`,
    `Message-ID: <${mail.messageId}>`,
    ...(known.length > 0 ? [`In-Reply-To: <${known[0]}>`] : []),
    ...(known.length > 0 ? [`References: ${known.map((id) => `<${id}>`).join(' ')}`] : []),
    ...mail.headers,
    ...(agent ? [agent] : []),
    `Content-Language: ${mail.locale}`,
    'MIME-Version: 1.0',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n${whole}`);
}

function multipart(kind: 'alternative' | 'mixed' | 'related', parts: readonly string[]): string {
  const boundary = `=_${kind}_5f2c9b71`;
  const head = `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n`;
  const inner = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `${head}\r\n${inner}--${boundary}--\r\n`;
}

function textPart(kind: 'plain' | 'html', text: string): string {
  const head = `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n`;
  return `${head}\r\n${base64(Buffer.from(text.replaceAll('\n', '\r\n')))}`;
}

function filePart(file: DemoPart): string {
  return [
    `Content-Type: ${file.type}; name="${encodeWords(file.name)}"`,
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(file.bytes),
  ].join('\r\n');
}

function htmlPart(mail: DemoMail, quote: AnsweredMessage | null): string {
  const paragraphs = mail.text.split(/\n{2,}/).map((paragraph) => {
    if (paragraph.trim() === PICTURE) {
      return `<p><img src="cid:${CID}" alt="${escapeHtml(mail.inline?.name ?? '')}" width="420"></p>`;
    }
    return `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`;
  });
  const quoted = quote ? quoteHtml(mail, quote) : '';
  const html = `<html><body style="font-family: sans-serif">${paragraphs.join('\n')}${quoted}</body></html>`;
  const part = textPart('html', html);
  if (!mail.inline) return part;
  const picture = [
    `Content-Type: ${mail.inline.type}; name="${mail.inline.name}"`,
    `Content-Disposition: inline; filename="${mail.inline.name}"`,
    `Content-ID: <${CID}>`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(mail.inline.bytes),
  ].join('\r\n');
  return multipart('related', [part, picture]);
}

function attribution(mail: DemoMail, quote: AnsweredMessage): string {
  const at = new Intl.DateTimeFormat(mail.locale === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  }).format(quote.at);
  const who = `${quote.from.name} <${quote.from.email}>`;
  return mail.locale === 'de' ? `Am ${at} schrieb ${who}:` : `On ${at}, ${who} wrote:`;
}

function quoteText(mail: DemoMail, quote: AnsweredMessage): string {
  const lines = quote.text.split('\n').map((line) => `> ${line}`.trimEnd());
  return [attribution(mail, quote), '', ...lines].join('\n');
}

function quoteHtml(mail: DemoMail, quote: AnsweredMessage): string {
  const said = escapeHtml(quote.text).replaceAll('\n', '<br>');
  const head = escapeHtml(attribution(mail, quote));
  if (mail.program === 'gmail') {
    return (
      `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${head}</div>` +
      `<blockquote class="gmail_quote">${said}</blockquote></div>`
    );
  }
  if (mail.program === 'outlook') {
    const from = escapeHtml(`${quote.from.name} <${quote.from.email}>`);
    const words =
      mail.locale === 'de' ? ['Von', 'Gesendet', 'Betreff'] : ['From', 'Sent', 'Subject'];
    return (
      '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">' +
      `<p><b>${words[0]}:</b> ${from}<br><b>${words[1]}:</b> ${writeDate(quote.at)}<br>` +
      `<b>${words[2]}:</b> ${escapeHtml(mail.subject)}</p></div><p>${said}</p>`
    );
  }
  return `<p>${head}</p><blockquote type="cite">${said}</blockquote>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function wrap(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('>') || line.length <= LINE_CHARACTERS) return [line];
      const lines: string[] = [];
      let rest = line;
      while (rest.length > LINE_CHARACTERS) {
        const cut = rest.lastIndexOf(' ', LINE_CHARACTERS);
        if (cut <= 0) break;
        lines.push(rest.slice(0, cut));
        rest = rest.slice(cut + 1);
      }
      return [...lines, rest];
    })
    .join('\n');
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
}

function writeMailbox({ name, email }: DemoMailbox): string {
  if (name === '') return `<${email}>`;
  if (!/^[\x20-\x7e]+$/.test(name)) return `${encodeWords(name)} <${email}>`;
  return /^[\w .-]+$/.test(name) && !name.includes('.')
    ? `${name} <${email}>`
    : `"${name.replaceAll('"', '\\"')}" <${email}>`;
}

/** RFC 2047 in base64, a few whole characters at a time. */
function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) * 1.4 > HEADER_CHARACTERS) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word]
    .map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`)
    .join('\r\n ');
}

/** RFC 5322, section 3.3, in UTC. */
export function writeDate(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
