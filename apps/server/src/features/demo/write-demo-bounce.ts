import { type AnsweredMessage, writeDate } from './write-demo-mail.ts';

/** A delivery report (RFC 3464) of the contact’s mail server about a message of ours. */
export function writeDemoBounce(bounce: {
  readonly to: string;
  readonly recipient: string;
  readonly answers: AnsweredMessage;
  readonly subject: string;
  readonly status: string;
  readonly words: string;
  readonly at: Date;
  readonly messageId: string;
}): Buffer {
  const host = bounce.recipient.split('@')[1]!;
  const boundary = '=_report_5f2c9b71';
  return Buffer.from(
    [
      `Received: from mx.${host} (mx.${host} [203.0.113.26]) by mail.falk.example; ${writeDate(bounce.at)}`,
      `Date: ${writeDate(bounce.at)}`,
      `From: Mail Delivery System <MAILER-DAEMON@mx.${host}>`,
      `To: <${bounce.to}>`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${bounce.messageId}>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=us-ascii',
      '',
      `This is the mail system at host mx.${host}.`,
      '',
      'Your message could not be delivered to one or more recipients.',
      '',
      `<${bounce.recipient}>: ${bounce.words}`,
      '',
      `--${boundary}`,
      'Content-Type: message/delivery-status',
      '',
      `Reporting-MTA: dns; mx.${host}`,
      '',
      `Final-Recipient: rfc822; ${bounce.recipient}`,
      'Action: failed',
      `Status: ${bounce.status}`,
      `Diagnostic-Code: smtp; ${bounce.words}`,
      '',
      `--${boundary}`,
      'Content-Type: text/rfc822-headers',
      '',
      `From: <${bounce.to}>`,
      `To: <${bounce.recipient}>`,
      `Subject: ${bounce.subject.replaceAll(/[^\x20-\x7e]/g, '?')}`,
      `Message-ID: <${bounce.answers.messageId}>`,
      '',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}
