import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { understandMail } from './understand-mail.ts';
import type { UnderstoodMail } from './understood-mail.ts';

const read = (...lines: string[]): UnderstoodMail =>
  understandMail(Buffer.from(lines.join('\r\n')));
const files = (mail: UnderstoodMail): [string, string][] =>
  mail.attachments.map((one) => [one.mimeType, Buffer.from(one.bytes).toString('utf8')]);

describe('every leaf of the tree is kept', () => {
  test('messages, calendars, reports, signatures and unknown types', () => {
    const types = [
      'message/rfc822',
      'text/calendar',
      'text/rfc822-headers',
      'message/delivery-status',
      'application/pgp-signature',
      'application/ms-tnef',
      'text/x-amp-html',
      'x/y',
      'message/partial',
    ];
    const mail = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Text',
      ...types.flatMap((type, at) => ['--b', `Content-Type: ${type}`, '', `content ${at}`]),
      '--b--',
    );
    expect(mail.text).toBe('Text');
    expect(files(mail)).toEqual(types.map((type, at) => [type, `content ${at}`]));
  });

  test('the parts of a digest are messages', () => {
    const mail = read(
      'Content-Type: multipart/digest; boundary=b',
      '',
      '--b',
      '',
      'Subject: A',
      '',
      'x',
      '--b--',
    );
    expect(files(mail)).toEqual([['message/rfc822', 'Subject: A\r\n\r\nx']]);
  });

  test('pictures between texts: the texts are joined, the pictures kept', () => {
    const mail = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'vorher',
      '--b',
      'Content-Type: image/png',
      '',
      'P',
      '--b',
      'Content-Type: text/plain',
      '',
      'nachher',
      '--b',
      'Content-Type: text/plain; name=log.txt',
      'Content-Disposition: inline; filename=log.txt',
      '',
      'log',
      '--b--',
    );
    expect(mail.text).toBe('vorher\n\nnachher');
    expect(files(mail)).toEqual([
      ['image/png', 'P'],
      ['text/plain', 'log'],
    ]);
  });

  test('a footer that a list added as text joins an HTML mail in both forms', () => {
    const mail = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Hallo</p>',
      '--b',
      'Content-Type: text/plain',
      '',
      'list footer <x>',
      '--b--',
    );
    expect(mail.text).toBe('Hallo\n\nlist footer <x>');
    expect(mail.html).toBe('<p>Hallo</p>\n<p>list footer &lt;x&gt;</p>');
  });

  test('uuencoded blocks in a text and as a transfer encoding become files', () => {
    const block = ['begin 644 a.txt', '#8V%T', '`', 'end'];
    const inline = read('Content-Type: text/plain', '', 'Siehe Datei:', ...block, 'Danke');
    expect(inline.text).toBe('Siehe Datei:\nDanke');
    expect(files(inline)).toEqual([['text/plain', 'cat']]);
    const encoded = read(
      'Content-Type: image/png',
      'Content-Transfer-Encoding: x-uuencode',
      '',
      ...block,
    );
    expect(files(encoded)).toEqual([['image/png', 'cat']]);
    const prose = read('', 'begin 644 times again', 'and then it will', 'end');
    expect(prose.text).toBe('begin 644 times again\nand then it will\nend');
  });
});

describe('broken structures', () => {
  test('a missing close, a wrong and a missing boundary', () => {
    const open = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Text',
      '--b',
      'Content-Type: x/y',
      '',
      'end',
    );
    expect([open.text, files(open)]).toEqual(['Text', [['x/y', 'end']]]);
    expect(open.warnings).toContain('broken_structure');
    const wrong = read(
      'Content-Type: multipart/mixed; boundary=other',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Text',
      '--b--',
    );
    expect(wrong.text).toBe('Text');
    const none = read('Content-Type: multipart/mixed', '', 'Nur Text');
    expect(none.text).toBe('Nur Text');
    const empty = read('Content-Type: multipart/mixed; boundary=b', '', 'Text davor', '--b--');
    expect(empty.text).toContain('Text davor');
  });

  test('parts after the close are still parts', () => {
    const mail = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'eins',
      '--b--',
      '--b',
      'Content-Type: x/y',
      '',
      'zwei',
      '--b--',
    );
    expect(files(mail)).toEqual([['x/y', 'zwei']]);
  });

  test('an inner part that is not closed ends at the outer boundary', () => {
    const mail = read(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      'Content-Type: multipart/alternative; boundary=ab',
      '',
      '--ab',
      '',
      'Text',
      '--a',
      'Content-Type: x/y',
      '',
      'file',
      '--a--',
    );
    expect([mail.text, files(mail)]).toEqual(['Text', [['x/y', 'file']]]);
  });

  test('a line that only begins like a boundary is content', () => {
    const mail = read(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      '--bbb',
      'x --b',
      '--b  ',
      'Content-Type: x/y',
      '',
      '1',
      '--b--\t',
    );
    expect([mail.text, files(mail)]).toEqual(['--bbb\nx --b', [['x/y', '1']]]);
  });
});

describe('base64 as it arrives', () => {
  const file = (...body: string[]): string =>
    files(read('Content-Type: x/y', 'Content-Transfer-Encoding: base64', '', ...body))[0]![1];

  test('a footer that a list appended in plain words is left out', () => {
    expect(file('SGFs', 'bG8=', '', '____', 'Posted to the list by somebody')).toBe('Hallo');
    expect(file('SGFs', 'bG8h', '____', 'Posted to the list by somebody')).toBe('Hallo!');
  });

  test('pieces with paddings of their own are joined, foreign characters skipped', () => {
    expect(file('SGFsbG8=', 'IQ==')).toBe('Hallo!');
    expect(file('SGFs!bG8=')).toBe('Hallo');
    expect(file('SGFsbG8')).toBe('Hallo');
  });
});

describe('[L7] bombs', () => {
  test('400 nested multiparts: what lies too deep is kept as one file', () => {
    const opened = Array.from({ length: 400 }, (_, at) => [
      `Content-Type: multipart/mixed; boundary=b${at}`,
      '',
      `--b${at}`,
    ]).flat();
    const mail = read(...opened, '', 'der Kern');
    expect(mail.warnings).toContain('too_deep');
    expect(Buffer.from(mail.attachments[0]!.bytes).toString()).toContain('der Kern');
  });

  test('20,000 parts: the first thousand are opened, the rest is one file', () => {
    const parts = Array.from({ length: 20_000 }, (_, at) => [
      '--b',
      'Content-Type: x/y',
      '',
      `part ${at}`,
    ]).flat();
    const started = performance.now();
    const mail = read(
      'From: a@x.example',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Text',
      ...parts,
      '--b--',
    );
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(mail.text).toBe('Text');
    expect(mail.warnings).toEqual(['too_many_parts']);
    expect(mail.attachments).toHaveLength(1000);
    expect(Buffer.from(mail.attachments.at(-1)!.bytes).toString()).toContain('part 19999');
  });

  test('a 2 MB header block, a 3 MB line and a field of NULs are read past', () => {
    const mail = read(
      'From: a@x.example',
      'Subject: S',
      `X-Big: ${'x\r\n '.repeat(700_000)}`,
      `X-Nul: ${'\0'.repeat(1000)}`,
      '',
      'Text',
    );
    expect([mail.from?.address, mail.subject, mail.text]).toEqual(['a@x.example', 'S', 'Text']);
    expect(mail.warnings).toContain('headers_truncated');
    expect(JSON.stringify(mail.headers).length).toBeLessThan(20_000);
  });

  test('100,000 recipients are bounded and named', () => {
    const to = Array.from({ length: 100_000 }, (_, at) => `u${at}@x.example`).join(', ');
    const started = performance.now();
    const mail = read('From: a@x.example', `To: ${to}`, '', 'Text');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(mail.to).toHaveLength(500);
    expect(mail.warnings).toContain('too_many_addresses');
  });

  test('a text beyond a million characters is shown in part and attached whole', () => {
    const mail = read('Content-Type: text/plain', '', 'Zeile 123456\r\n'.repeat(100_000));
    expect(mail.text.length).toBeLessThanOrEqual(1_000_000);
    expect(mail.attachments[0]).toMatchObject({ mimeType: 'text/plain', sizeBytes: 1_400_000 });
    expect(mail.warnings).toContain('text_truncated');
  });
});
