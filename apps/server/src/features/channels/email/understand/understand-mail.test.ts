import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { understandHeaders, understandMail } from './understand-mail.ts';
import type { UnderstoodMail } from './understood-mail.ts';

const now = new Date('2026-11-22T12:00:00Z');

function read(...lines: (string | Buffer)[]): UnderstoodMail {
  const parts = lines.map((line) => (typeof line === 'string' ? Buffer.from(`${line}\r\n`) : line));
  return understandMail(Buffer.concat(parts), { now });
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

describe('addresses and subject', () => {
  test('names and subject are decoded, raw UTF-8 and raw Latin-1 included', () => {
    const mail = read(
      'From: =?utf-8?Q?J=C3=BCrgen_M=C3=BC?= =?utf-8?Q?ller?= <j@example.org>',
      latin1('To: K\xfcche <k@example.com>\r\n'),
      'Cc: Gruppe: "A, B" <ab@example.com>, c@example.com;',
      'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= aus Köln',
      '',
      'x',
    );
    expect(mail.from).toEqual({ name: 'Jürgen Müller', address: 'j@example.org' });
    expect(mail.to).toEqual([{ name: 'Küche', address: 'k@example.com' }]);
    expect(mail.cc).toEqual([
      { name: 'A, B', address: 'ab@example.com' },
      { name: '', address: 'c@example.com' },
    ]);
    expect(mail.subject).toBe('Grüße aus Köln');
  });

  test('a character split over two words, a raw one inside a word, and UTF-7 are read', () => {
    const subject = (value: string | Buffer): string =>
      read(Buffer.concat([latin1('Subject: '), Buffer.from(value), latin1('\r\n')]), '', 'x')
        .subject;
    expect(subject('=?utf-8?B?w6Q=?= =?utf-8?Q?=C3?= =?utf-8?Q?=A4?=')).toBe('ää');
    expect(subject(latin1('=?iso-8859-1?Q?Fr\xf6sche_=FC?='))).toBe('Frösche ü');
    expect(subject('=?utf-7?Q?+AOQ-pfel?=')).toBe('äpfel');
    expect(subject('=?utf-8?B?w4Q=?= =?utf-8?B?w7Y=?=')).toBe('Äö');
    expect(subject('=?utf-8?B?ww==?=\r\n =?utf-8?B?nA==?=')).toBe('Ü');
    expect(subject('=?cp850?Q?Gr=81=E1e?=')).toBe('Grüße');
  });

  test('controls and marks that turn the reading direction never reach the screen', () => {
    const mail = read(
      'From: "a\0b\u202Egnp.exe" <x@example.org>',
      'Subject: a=?utf-8?Q?=0D=0AX?=\x07',
      '',
    );
    expect(mail.from?.name).toBe('abgnp.exe');
    // oxlint-disable-next-line no-control-regex
    expect(mail.subject).not.toMatch(/[\x00-\x1f]/);
  });

  test('a route in an address of former times is read and left out', () => {
    const mail = read('From: <@a.example,@b.example:lena@example.org>', '', 'x');
    expect(mail.from).toEqual({ name: '', address: 'lena@example.org' });
  });

  test('several authors are all kept, several From lines are flagged', () => {
    const mail = read('From: a@example.org, "B" <b@example.org>', 'From: c@example.org', '', 'x');
    expect(mail.from?.address).toBe('a@example.org');
    expect(mail.fromAll.map((one) => one.address)).toEqual([
      'a@example.org',
      'b@example.org',
      'c@example.org',
    ]);
    expect(mail.warnings).toEqual(['duplicate_from', 'several_from']);
  });

  test('a name that shows another address than the real one is named', () => {
    const mail = read('From: "service@bank.de" <x@evil.example>', '', 'x');
    expect(mail.nameSpoof).toEqual({
      shownAddress: 'service@bank.de',
      realAddress: 'x@evil.example',
    });
    expect(mail.warnings).toContain('name_spoof');
  });

  test('every address the mail was delivered to is listed for the reply token', () => {
    const mail = read(
      'Delivered-To: support+4711.abc@falk.example',
      'X-Original-To: help@falk.example',
      'Received: a',
      'Received: b',
      'To: Falk <info@falk.example>',
      'X-Earshot-Loop: falk',
      'List-Id: News <news.falk.example>',
      'X-Priority: 1 (Highest)',
      '',
      'x',
    );
    expect(mail.deliveredTo).toEqual([
      'support+4711.abc@falk.example',
      'help@falk.example',
      'info@falk.example',
    ]);
    expect([mail.hops, mail.loopHeader, mail.listId, mail.priority]).toEqual([
      2,
      'falk',
      'news.falk.example',
      'high',
    ]);
  });
});

describe('[L3] Message-IDs', () => {
  test.each([
    ['', null, []],
    ['Message-ID: ', null, []],
    ['Message-ID: <>', null, []],
    [`Message-ID: <${'a'.repeat(3000)}@x>`, null, ['message_id_too_long']],
    ['Message-ID: < a.b@x >', 'a.b@x', []],
    ['Message-ID: a.b@x', 'a.b@x', []],
    ['Message-ID: <one@x>\r\nMessage-ID: <two@x>', 'one@x', ['duplicate_message_id']],
  ])('%j', (header, id, warnings) => {
    const mail = read('From: a@x.example', ...(header === '' ? [] : [header]), '', 'x');
    expect(mail.messageId).toBe(id);
    expect(mail.warnings).toEqual(warnings);
  });

  test('empty references are no references, broken ones are read as far as they go', () => {
    const mail = read(
      'References: <>,  < >',
      'In-Reply-To: "Message of Monday" <a@x> (comment)',
      '',
    );
    expect(mail.references).toEqual([]);
    expect(mail.inReplyTo).toEqual(['a@x']);
    const many = Array.from({ length: 1000 }, (_, at) => `<${at}@x>`).join(' ');
    const long = read(`References: ${many}`, '', '').references;
    expect(long).toHaveLength(100);
    expect([long[0], long.at(-1)]).toEqual(['0@x', '999@x']);
  });
});

describe('[L7] dates', () => {
  test.each([
    ['Mon, 3 Nov 2025 10:00:00 +0100', '2025-11-03T09:00:00.000Z'],
    ['3 Nov 25 10:00 CET', '2025-11-03T09:00:00.000Z'],
    ['Mon, 03 Nov 2025 10:00:00 -0500 (EST)', '2025-11-03T15:00:00.000Z'],
    ['Mon Nov  3 10:00:00 2025', '2025-11-03T10:00:00.000Z'],
    ['2025-11-03T10:00:00+01:00', '2025-11-03T09:00:00.000Z'],
    ['Sat, 1 Jan 2050 00:00:00 +0000', null],
    ['Tue, 24 Nov 2026 13:00:00 +0000', null],
    ['Thu, 1 Jan 1960 00:00:00 +0000', null],
    ['yesterday', null],
    ['Mon, 99 Nov 2025 10:00:00 +0100', null],
    ['Mon, 30 Feb 2026 10:00:00 +0000', null],
    ['2026-06-31T10:00:00Z', null],
  ])('%s is sent at %s, never now', (claimed, sentAt) => {
    const mail = read('From: a@x.example', `Date: ${claimed}`, '', 'x');
    expect(mail.date).toEqual({ claimed, sentAt });
    expect(mail.warnings).toEqual(sentAt === null ? ['date_unusable'] : []);
  });

  test('a mail without a date has none', () => {
    expect(read('From: a@x.example', '', 'x').date).toEqual({ claimed: null, sentAt: null });
  });
});

describe('text', () => {
  test.each([
    ['utf-8', Buffer.from('Grüße €')],
    ['iso-8859-15', latin1('Gr\xfc\xdfe \xa4')],
    ['windows-1252', latin1('Gr\xfc\xdfe \x80')],
    ['utf-7', latin1('Gr+APwA3w-e +IKw-')],
    ['', latin1('Gr\xfc\xdfe \x80')],
    ['x-nobody-knows', Buffer.from('Grüße €')],
  ])('charset %j', (charset, bytes) => {
    const type = charset === '' ? 'text/plain' : `text/plain; charset="${charset}"`;
    expect(read('From: a@x.example', `Content-Type: ${type}`, '', bytes).text).toBe('Grüße €');
  });

  test.each([
    ['cp437', 'R3KB4WUsIFN0cmHhZQ==', 'Grüße, Straße'],
    ['IBM850', 'R3KB4WUsIFN0cmHhZQ==', 'Grüße, Straße'],
    ['cp858', 'R3KB4WUsIDMg1SBTdHJh4WU=', 'Grüße, 3 € Straße'],
    ['iso-2022-kr', 'GyQpQw4+SDNnR088PD9kDyBhYmM=', '안녕하세요 abc'],
    ['hz-gb-2312', 'fntEejpDIyxLLjp4fn0gYX5+Yg==', '您好，水壶 a~b'],
  ])('charset %s of former times', (charset, base64, text) => {
    const type = `Content-Type: text/plain; charset=${charset}`;
    const mail = read('From: a@x.example', type, '', Buffer.from(base64, 'base64'));
    expect(mail.text).toBe(text);
    expect(mail.warnings).toEqual([]);
  });

  test('quoted-printable and base64 with the faults of real senders', () => {
    const body = (encoding: string, text: string): string =>
      read(
        `Content-Transfer-Encoding: ${encoding}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        text,
      ).text;
    expect(body('Quoted-Printable', 'Gr=C3=BC=c3=9fe=20=\r\nweiter = ende=')).toBe(
      'Grüße weiter = ende',
    );
    expect(body('base64 ', 'R3LD\r\nvMOfZQ==\r\nIQ==')).toBe('Grüße!');
    expect(
      body(
        'base64',
        'Das ist gar kein base64 und war nie eines, denn es sind ja nur ein paar Worte und so.',
      ),
    ).toMatch(/^Das ist gar/);
    expect(body('8bit', 'Grüße')).toBe('Grüße');
  });

  test('old Macintosh line ends, a mailbox line and leading blank lines do no harm', () => {
    const mac = understandMail(latin1('From: a@x.example\rSubject: S\r\rHallo\rWelt'), { now });
    expect([mac.subject, mac.text]).toEqual(['S', 'Hallo\nWelt']);
    const box = understandMail(
      Buffer.from('\n\nFrom a@x Mon Nov  3 10:00:00 2025\nFrom: a@x.example\n\nHallo'),
      { now },
    );
    expect([box.from?.address, box.text]).toEqual(['a@x.example', 'Hallo']);
  });

  test('flowed text is joined, quotes and signature marks are not', () => {
    const mail = read(
      'Content-Type: text/plain; format=flowed',
      '',
      'Ein langer ',
      'Satz.',
      '',
      '> zitat ',
      '> weiter',
      '>> tiefer ',
      'Antwort ',
      'auch.',
      '-- ',
      'Lena',
    );
    expect(mail.text).toBe(
      'Ein langer Satz.\n\n> zitat weiter\n>> tiefer \nAntwort auch.\n-- \nLena',
    );
  });

  test('text is made from HTML where there is none, or where it is empty', () => {
    const html =
      '<p>Hallo <b>Welt</b></p><ul><li>eins</li><li>zwei</li></ul><a ' +
      'href="https://x.example/a">hier</a>';
    const alone = read('Content-Type: text/html; charset=utf-8', '', html);
    expect(alone.text).toBe('Hallo Welt\n\n- eins\n- zwei\n\nhier <https://x.example/a>');
    const both = read(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      '  ',
      '--b',
      'Content-Type: text/html',
      '',
      html,
      '--b--',
    );
    expect(both.text).toBe(alone.text);
  });

  test('the language is guessed from the unquoted words', () => {
    const quote = '> Das ist nicht gut und wir haben keine Ersatzteile für Sie\n'.repeat(5);
    expect(read('', `The kettle is broken, please send me a new one.\n\n${quote}`).language).toBe(
      'en',
    );
    expect(read('', 'Der Kessel ist kaputt, bitte schicken Sie mir einen neuen.').language).toBe(
      'de',
    );
    expect(read('', '12345').language).toBeNull();
  });
});

describe('garbage', () => {
  test('never throws, and folded ranges fit the text', () => {
    const word = fc.constantFrom(
      'From: a@b.de\r\n',
      'Subject: x\n',
      'Content-Type: multipart/mixed; boundary=b\r\n',
      '\r\n',
      '--b\r\n',
      '--b--\r\n',
      'Content-Type: text/html; charset=utf-7\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      'begin 644 x\n',
      'end\n',
      '<div>',
      '> ',
      '\0',
      '\r',
      '=?utf-8?B?',
      '?=',
      'Content-Type: message/delivery-status\r\n',
    );
    const piece = fc.oneof(
      word.map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const raw = Buffer.concat(pieces);
        const mail = understandMail(raw, { now });
        let last = 0;
        for (const { start, end } of mail.folded) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(mail.text.length);
          last = end;
        }
        expect(() => JSON.stringify(mail)).not.toThrow();
        expect(understandHeaders(raw, 'understanding_timeout', { now }).subject).toBe(mail.subject);
      }),
      { numRuns: 500 },
    );
  });

  test('an empty file, a picture and a plain text are no mail, but nothing of them is lost', () => {
    expect(understandMail(new Uint8Array(0), { now }).warnings).toContain('not_mail');
    expect(understandMail(Buffer.from('Guten Tag,\n\nhier ist Text.'), { now }).text).toBe(
      'Guten Tag,\n\nhier ist Text.',
    );
  });

  test('text right after the headers, without the blank line, is the body', () => {
    const mail = read('From: a@x.example', 'Subject: S', 'Hallo, wo ist mein Kessel?', '', 'Gruß');
    expect(mail.subject).toBe('S');
    expect(mail.text).toBe('Hallo, wo ist mein Kessel?\n\nGruß');
  });

  test('what failed keeps sender and subject, and is never answered by a program', () => {
    const raw = Buffer.from('From: a@x.example\r\nSubject: =?utf-8?Q?=C3=A4?=\r\n\r\nx');
    const mail = understandHeaders(raw, 'understanding_timeout', { now });
    expect([mail.from?.address, mail.subject, mail.understoodBy]).toEqual([
      'a@x.example',
      'ä',
      'headers-only',
    ]);
    expect([mail.mayAnswerAutomatically, mail.mayAnswerReason]).toEqual([false, 'not_understood']);
  });
});

describe('folding in HTML by what the text shows', () => {
  const header =
    '<p><b>Von:</b> Ito Falk [mailto:ito@falk.example]<br>' +
    '<b>Gesendet:</b> Montag, 3. November 2025 10:12<br>' +
    '<b>An:</b> lena@example.org<br><b>Betreff:</b> Kessel</p>';
  const html = (...parts: string[]): UnderstoodMail =>
    read('From: a@x.example', 'Content-Type: text/html; charset=utf-8', '', parts.join(''));

  test('an Outlook header without any mark folds what follows', () => {
    const mail = html('<p>Danke!</p>', header, '<p>Sehr geehrte Frau Vogt</p>');
    expect(mail.htmlFolded).toBe(true);
    expect(mail.html).toMatch(/^<p>Danke!<\/p><div data-folded="quote"><p><b>Von:<\/b>/);
    expect(mail.html).toMatch(/Frau Vogt<\/p>\s*<\/div>$/);
  });

  test('a forward alone stays open, and so does a mail that only talks about such lines', () => {
    expect(html(header, '<p>Sehr geehrte Frau Vogt</p>').htmlFolded).toBe(false);
    expect(
      html('<p>Dort steht Von: Ito Falk, Gesendet: 3. November 2025 10:12, Betreff: x</p>')
        .htmlFolded,
    ).toBe(false);
  });
});

describe('attachments', () => {
  test('bytes, hash, name and type are those of the sender', () => {
    const bytes = Buffer.from([0, 1, 2, 255, 13, 10, 13]);
    const mail = read(
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      '',
      'Text',
      '--b',
      "Content-Type: application/pdf; name*0*=utf-8''Rech%C3%BC; name*1=nung.pdf",
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment',
      '',
      bytes.toString('base64'),
      '--b--',
    );
    expect(mail.text).toBe('Text');
    expect(mail.attachments).toEqual([
      {
        fileName: 'Rechünung.pdf',
        mimeType: 'application/pdf',
        sizeBytes: 7,
        sha256: hash('sha256', bytes, 'hex'),
        contentId: null,
        disposition: 'attachment',
        bytes: new Uint8Array(bytes),
      },
    ]);
  });

  test.each([
    ['"../../etc/passwd"', 'passwd'],
    ['"C:\\Users\\me\\Rechnung.pdf"', 'Rechnung.pdf'],
    ['"Rechnung 12/2025.pdf"', 'Rechnung 12_2025.pdf'],
    ['"a\u202Efdp.exe"', 'afdp.exe'],
    ['"...."', 'attachment-1.pdf'],
    [`"${'x'.repeat(400)}.pdf"`, `${'x'.repeat(196)}.pdf`],
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?=', 'Grüße.pdf'],
    ['my file.pdf', 'my file.pdf'],
  ])('file name %s is stored as %s', (given, stored) => {
    const mail = read(
      'Content-Type: application/pdf',
      `Content-Disposition: attachment; filename=${given}`,
      '',
      'x',
    );
    expect(mail.attachments[0]?.fileName).toBe(stored);
  });

  test('an inline picture keeps its content id', () => {
    const mail = read(
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="cid:logo@x">',
      '--b',
      'Content-Type: image/png',
      'Content-ID: <logo@x>',
      '',
      'PNG',
      '--b--',
    );
    expect(mail.html).toBe('<img src="cid:logo@x">');
    expect(mail.attachments[0]).toMatchObject({
      contentId: 'logo@x',
      disposition: 'inline',
      fileName: 'image-1.png',
    });
  });
});
