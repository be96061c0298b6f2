/** A text that tries to run script where one field is shown; `field` tells the test which one ran. */
type Attack = (field: string) => string;

const call = (field: string) => `(window.hit||top.hit||parent.hit||alert)('${field}')`;

/** One for each way in which a page can mistake text for something that runs. */
export const attacks: Readonly<Record<string, Attack>> = {
  markup: (field) => `<img src=x onerror="${call(field)}">`,
  script: (field) => `<script>${call(field)}</script>`,
  breakout: (field) => `'"></title></style></textarea><svg onload=${call(field)}>`,
  attribute: (field) =>
    `" autofocus tabindex=1 onfocus=${call(field)} onmouseover=${call(field)} x="`,
  address: (field) => `javascript:${call(field)}//`,
  template: (field) => `{{constructor.constructor("${call(field)}")()}}\${${call(field)}}`,
};

const encode = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Header words hold 75 characters (RFC 2047, section 2): a longer text is several. */
function encodeWords(text: string): string {
  const parts = text.match(/.{1,40}/gsu) ?? [''];
  return parts.map(encode).join('\r\n ');
}

/** A mail in which every field that its sender can write carries the attack. */
export function writeHostileMail(name: string, attack: Attack, to: string): Buffer {
  const file = Buffer.from(attack('file')).toString('base64');
  const fileName = `filename*=utf-8''${encodeURIComponent(`${attack('file name')}.html`)}`;
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${attack('calendar id')}`,
    `SUMMARY:${attack('calendar summary')}`,
    `DESCRIPTION:${attack('calendar text')}`,
    `LOCATION:${attack('calendar place')}`,
    `URL:${attack('calendar address')}`,
    `ORGANIZER;CN="x":MAILTO:${name}@evil.example`,
    'DTSTART:20261201T100000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const lines = [
    `From: ${encodeWords(attack('from name'))} <${name}@evil.example>`,
    `To: ${encodeWords(attack('to name'))} <${to}>`,
    `Cc: ${encodeWords(attack('cc name'))} <copied-${name}@evil.example>`,
    `Reply-To: ${encodeWords(attack('reply-to name'))} <answer-${name}@evil.example>`,
    `Subject: ${encodeWords(`${name} ${attack('subject')}`)}`,
    `Message-ID: <${attack('message-id').replaceAll(/[<>\s]/g, '')}@evil.example>`,
    `In-Reply-To: <${attack('in-reply-to').replaceAll(/[<>]/g, '')}@evil.example>`,
    `X-Mailer: ${attack('mailer')}`,
    `X-${name}: ${attack('header')}`,
    `List-Unsubscribe: <${attack('list header')}>`,
    `Authentication-Results: mx.evil.example; dkim=pass header.d=${attack('dkim')}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="part"',
    '',
    '--part',
    'Content-Type: multipart/alternative; boundary="inner"',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `${attack('text')} https://x.example/"${attack('link in text')}`,
    '',
    `> ${attack('quote')}`,
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>${attack('html')}</p><a href="${attack('link')}">x</a><img alt="${attack('alt')}" src=y>`,
    '--inner',
    'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
    '',
    calendar,
    '--inner--',
    '--part',
    'Content-Type: text/html',
    `Content-Disposition: attachment; ${fileName}`,
    'Content-Transfer-Encoding: base64',
    '',
    file,
    '--part',
    'Content-Type: image/svg+xml',
    `Content-Disposition: inline; ${fileName.replace('.html', '.svg')}`,
    `Content-ID: <${attack('content id').replaceAll(/[<>]/g, '')}>`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${call('svg')}"/>`).toString(
      'base64',
    ),
    '--part--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
