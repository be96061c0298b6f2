import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { understandMail } from './understand-mail.ts';
import type { MailBounce } from './understood-mail.ts';

function read(...lines: string[]): MailBounce | null {
  return understandMail(Buffer.from(lines.join('\r\n'))).bounce;
}

function report(status: string[], original: string[], type = 'message/rfc822'): string[] {
  return [
    'From: MAILER-DAEMON@mx.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Return-Path: <>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    '',
    'This is the mail system.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    ...status,
    '',
    '--b',
    `Content-Type: ${type}`,
    '',
    ...original,
    '--b--',
  ];
}

describe('[L9] delivery reports', () => {
  test('a report in the standard form names recipient, status and the mail that bounced', () => {
    const bounce = read(
      ...report(
        [
          'Final-Recipient: rfc822; lena@example.org',
          'Original-Recipient: rfc822;Lena@Example.org',
          'Action: failed',
          'Status: 5.1.1',
          'Diagnostic-Code: smtp; 550 5.1.1 <lena@example.org>:',
          '    User unknown',
        ],
        ['Message-ID: <case-1@falk.example>', 'Subject: =?utf-8?Q?Kessel_=C3=BC?=', '', 'Text'],
      ),
    );
    expect(bounce).toEqual({
      recipients: [
        {
          address: 'Lena@Example.org',
          action: 'failed',
          status: '5.1.1',
          diagnostic: 'smtp; 550 5.1.1 <lena@example.org>: User unknown',
          permanent: true,
        },
      ],
      originalMessageId: 'case-1@falk.example',
      originalHeaders: [
        ['Message-ID', '<case-1@falk.example>'],
        ['Subject', 'Kessel ü'],
      ],
      isDelay: false,
    });
  });

  test('a delay is no failure, a success neither, a temporary failure is not permanent', () => {
    const one = (...fields: string[]): MailBounce =>
      read(
        ...report(
          ['Final-Recipient: rfc822; a@x.example', ...fields],
          ['Message-ID: <1@x>'],
          'text/rfc822-headers',
        ),
      )!;
    const delay = one('Action: delayed', 'Status: 4.4.1');
    expect([delay.isDelay, delay.recipients[0]!.permanent, delay.originalMessageId]).toEqual([
      true,
      false,
      '1@x',
    ]);
    expect(one('Action: delivered', 'Status: 2.0.0').recipients[0]).toMatchObject({
      action: 'delivered',
      permanent: false,
    });
    expect(one('Action: failed', 'Status: 4.4.7').recipients[0]).toMatchObject({
      action: 'failed',
      permanent: false,
    });
    expect(one('Action: failed (blocked)').recipients[0]).toMatchObject({
      status: null,
      permanent: true,
    });
  });

  test('several recipients are told apart', () => {
    const bounce = read(
      ...report(
        [
          'Final-Recipient: rfc822;a@x.example',
          'Action: failed',
          'Status: 5.2.2',
          '',
          'Final-Recipient: rfc822;b@x.example',
          'Action: delayed',
          'Status: 4.0.0',
        ],
        ['Message-ID: <1@x>'],
      ),
    )!;
    expect(bounce.recipients.map((one) => [one.address, one.action])).toEqual([
      ['a@x.example', 'failed'],
      ['b@x.example', 'delayed'],
    ]);
    expect(bounce.isDelay).toBe(false);
  });

  const prose = (subject: string, text: string[], ...headers: string[]): MailBounce | null =>
    read(
      'From: Mail Delivery System <mailer-daemon@mx.example>',
      `Subject: ${subject}`,
      'Content-Type: text/plain; charset=utf-8',
      ...headers,
      '',
      ...text,
    );

  test.each([
    [
      'Exim',
      'Mail delivery failed: returning message to sender',
      [
        'This message was created automatically by mail delivery software.',
        '',
        'A message that you sent could not be delivered to one or more of its',
        'recipients. This is a permanent error. The following address(es) failed:',
        '',
        '  lena@example.org',
        '    host mx.example.org [192.0.2.1]',
        '    SMTP error from remote mail server after RCPT TO:<lena@example.org>:',
        '    550 5.1.1 User unknown',
        '',
        '------ This is a copy of the message, including all the headers. ------',
        '',
        'Return-path: <falk@falk.example>',
        'Message-ID: <case-1@falk.example>',
        'To: other@example.org',
      ],
      '5.1.1',
      'failed',
    ],
    [
      'qmail',
      'failure notice',
      [
        'Hi. This is the qmail-send program at mx.example.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        "This is a permanent error; I've given up. Sorry it didn't work out.",
        '',
        '<lena@example.org>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        '',
        '--- Below this line is a copy of the message.',
        '',
        'Return-Path: <falk@falk.example>',
        'Message-ID: <case-1@falk.example>',
      ],
      '5.1.1',
      'failed',
    ],
    [
      'a German provider',
      'Unzustellbar: Kessel',
      [
        'Ihre Nachricht konnte nicht zugestellt werden.',
        '',
        'Empfänger: lena@example.org',
        'Das Postfach des Empfängers ist voll.',
        '',
        '----- Ursprüngliche Nachricht -----',
        'Message-ID: <case-1@falk.example>',
      ],
      '5.2.2',
      'failed',
    ],
    [
      'a German Exchange',
      'Unzustellbar: Kessel',
      [
        'Fehler bei der Nachrichtenzustellung an folgende Empfänger:',
        'lena@example.org',
        'Die eingegebene E-Mail-Adresse konnte nicht gefunden werden: der Empfänger ist unbekannt.',
        '',
        'Message-ID: <case-1@falk.example>',
      ],
      '5.1.1',
      'failed',
    ],
    [
      'Postfix, delay',
      'Delayed Mail (still being retried)',
      [
        '####################################################################',
        '# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #',
        'Your message could not be delivered for more than 4 hour(s).',
        'It will be retried until it is 5 day(s) old.',
        '<lena@example.org>: connect to mx.example.org: Connection timed out',
        'Message-ID: <case-1@falk.example>',
      ],
      null,
      'delayed',
    ],
    [
      'a German delay',
      'Zustellung verzögert',
      [
        'Ihre Nachricht wurde noch nicht zugestellt. Es wird weiterhin versucht, sie zuzustellen.',
        'lena@example.org',
        'Message-ID: <case-1@falk.example>',
      ],
      null,
      'delayed',
    ],
  ])('%s in its own words', (_name, subject, text, status, action) => {
    const bounce = prose(subject, text);
    expect(bounce?.recipients.map((one) => [one.address, one.status, one.action])).toEqual([
      ['lena@example.org', status, action],
    ]);
    expect(bounce?.originalMessageId).toBe('case-1@falk.example');
    expect(bounce?.isDelay).toBe(action === 'delayed');
  });

  test('a daemon without an address, several reply lines, the headers in the text', () => {
    const bounce = read(
      'From: MAILER-DAEMON <>',
      'Subject: Mail delivery failed',
      '',
      'There was an error delivering your mail to <lena@example.org>.',
      '',
      'mx.example.org [192.0.2.1] did not like our final DATA:',
      '550-5.7.26 Mail of this domain is not accepted',
      '550 5.7.26 without a signature.',
      '',
      'Message headers follow.',
      '',
      'Received: from here',
      'To: <lena@example.org>',
      'Message-Id: <case-1@falk.example>',
    );
    expect(bounce).toMatchObject({
      recipients: [{ address: 'lena@example.org', status: '5.7.26', permanent: true }],
      originalMessageId: 'case-1@falk.example',
    });
  });

  test('the header of Exim names the recipients where the text is unknown', () => {
    const bounce = prose(
      'Mail delivery failed',
      ['?'],
      'X-Failed-Recipients: a@x.example, b@x.example',
    );
    expect(bounce?.recipients.map((one) => one.address)).toEqual(['a@x.example', 'b@x.example']);
  });

  test('a person who writes about a failed delivery has not bounced', () => {
    expect(
      read(
        'From: lena@example.org',
        'Subject: Delivery failed',
        '',
        'Die Lieferung an max@example.org konnte nicht zugestellt werden.',
      ),
    ).toBeNull();
  });
});
