import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { understandMail } from './understand-mail.ts';
import type { UnderstoodMail } from './understood-mail.ts';

function read(...headers: string[]): UnderstoodMail {
  return understandMail(
    Buffer.from(
      ['From: lena@example.org', 'Subject: Kessel', ...headers, '', 'Hallo'].join('\r\n'),
    ),
  );
}
function from(address: string, ...headers: string[]): UnderstoodMail {
  return understandMail(Buffer.from([`From: ${address}`, ...headers, '', 'Hallo'].join('\r\n')));
}

describe('[L9] automatic mail', () => {
  test.each([
    ['Auto-Submitted: auto-replied', 'auto_reply', 'auto_submitted'],
    ['Auto-Submitted: auto-generated (cron)', 'daemon', 'auto_submitted'],
    ['X-Autoreply: yes', 'auto_reply', 'auto_reply_header'],
    ['Precedence: auto_reply', 'auto_reply', 'precedence'],
    ['Precedence: bulk', 'bulk', 'precedence'],
    ['List-Id: <news.example.org>', 'bulk', 'list_header'],
    ['List-Unsubscribe: <mailto:x@example.org>', 'bulk', 'list_header'],
    ['Return-Path: <>', 'daemon', 'null_return_path'],
    ['X-Failed-Recipients: a@example.com', 'bounce', 'failed_recipients'],
    [
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      'feedback_report',
      'report_feedback',
    ],
    [
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
      'auto_reply',
      'report_disposition',
    ],
    [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      'bounce',
      'report_delivery_status',
    ],
    ['X-Cron-Env: <SHELL=/bin/sh>', 'daemon', 'machine_header'],
  ])('%s', (header, kind, reason) => {
    const mail = read(header);
    expect(mail.automatic).toEqual({ kind, reason });
    expect([mail.mayAnswerAutomatically, mail.mayAnswerReason]).toEqual([false, reason]);
  });

  test.each([
    'Automatische Antwort: Kessel',
    'Abwesenheitsnotiz: Kessel',
    'Out of Office: Kessel',
    'Automatic reply: Kessel',
    'Auto-Reply',
    'Ich bin derzeit nicht im Büro',
    'Réponse automatique : Kessel',
  ])('the subject "%s" tells an automatic answer', (subject) => {
    const mail = from('lena@example.org', `Subject: ${subject}`);
    expect(mail.automatic).toEqual({ kind: 'auto_reply', reason: 'auto_reply_subject' });
  });

  test.each([
    'Abwesend war niemand',
    'Auto: Kaufvertrag',
    'Automatische Tür kaputt',
    'Lieferung fehlgeschlagen',
    'AW: Abwesenheitsnotiz',
    'Undelivered parcel',
    'Rejected: my claim',
  ])('a person may write "%s"', (subject) => {
    expect(from('lena@example.org', `Subject: ${subject}`).automatic).toBeNull();
  });

  test('daemons and no-reply senders are recognised, a form mail with a Reply-To is not', () => {
    expect(from('MAILER-DAEMON@mx.example', 'Subject: x').automatic?.reason).toBe('daemon_sender');
    expect(
      from(
        'Mail Delivery System <postmaster@mx.example>',
        'Subject: Undelivered Mail Returned to Sender',
      ).automatic,
    ).toEqual({ kind: 'bounce', reason: 'bounce_subject' });
    expect(from('MAILER-DAEMON <>', 'Subject: x').automatic?.reason).toBe('daemon_sender');
    expect(from('no-reply@shop.example').automatic?.reason).toBe('no_reply_sender');
    expect(from('noreply@shop.example', 'Reply-To: lena@example.org').automatic).toBeNull();
    expect(from('noreen@example.org').automatic).toBeNull();
  });

  test(
    'Auto-Submitted: no and X-Auto-Response-Suppress are no signs; the latter forbids an ' +
      'answer',
    () => {
      expect(read('Auto-Submitted: no').mayAnswerAutomatically).toBe(true);
      const mail = read('X-Auto-Response-Suppress: DR, OOF, AutoReply');
      expect(mail.automatic).toBeNull();
      expect([mail.mayAnswerAutomatically, mail.mayAnswerReason]).toEqual([
        false,
        'suppressed_by_sender',
      ]);
    },
  );

  test('a loop, too many hops and a missing sender forbid an answer', () => {
    expect(read('X-Earshot-Loop: falk').mayAnswerReason).toBe('loop');
    expect(read(...Array.from({ length: 31 }, () => 'Received: x')).mayAnswerReason).toBe(
      'too_many_hops',
    );
    expect(understandMail(Buffer.from('Subject: x\n\nx')).mayAnswerReason).toBe('no_sender');
    expect(read().mayAnswerReason).toBeNull();
  });
});
