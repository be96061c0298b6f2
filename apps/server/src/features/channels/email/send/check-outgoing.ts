import { addressPattern } from '@earshot/contract/address-pattern.ts';
import { Invalid } from '../../../../platform/errors.ts';
import type { FieldProblem } from '../../../../platform/errors.ts';
import type { MailAddress, OutgoingMail } from './compose-mail.ts';
import { mostFileName_bytes, mostMessageId_bytes } from './compose-limits.ts';

/**
 * Line breaks and other control characters end a header field early; nothing of ours needs them.
 */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;
/** RFC 5321, 4.5.3.1: 64 + 1 + 255. */
const mostAddress_chars = 320;

/** Throws `Invalid` with every field of a mail that could break out of its header. */
export function checkOutgoing(mail: OutgoingMail): void {
  const problems: FieldProblem[] = [
    ...checkAddress('from', mail.from),
    ...mail.to.flatMap((to, index) => checkAddress(`to.${index}`, to)),
    ...mail.cc.flatMap((cc, index) => checkAddress(`cc.${index}`, cc)),
    ...(mail.replyTo ? checkAddress('reply_to', mail.replyTo) : []),
    ...checkLine('subject', mail.subject),
    ...checkLine('loop_mark', mail.loopMark),
    ...checkToken('message_id', mail.messageId),
    ...mail.images.flatMap((image, index) => [
      ...checkFileName(`images.${index}`, image.fileName),
      ...checkToken(`images.${index}.content_id`, image.contentId),
    ]),
    ...mail.attachments.flatMap((file, index) =>
      checkFileName(`attachments.${index}`, file.fileName),
    ),
  ];
  if (Number.isNaN(mail.date.getTime())) problems.push({ path: 'date', message: 'is not a date' });
  if (problems.length > 0) throw new Invalid(problems);
}

function checkAddress(path: string, mailbox: MailAddress): FieldProblem[] {
  const problems = mailbox.name === null ? [] : checkLine(`${path}.name`, mailbox.name);
  const { address } = mailbox;
  const isOne = addressPattern.test(address) && address.length <= mostAddress_chars;
  if (isOne && !control.test(address)) return problems;
  return [...problems, { path: `${path}.address`, message: 'is not one e-mail address' }];
}

function checkLine(path: string, text: string): FieldProblem[] {
  if (!control.test(text)) return [];
  return [{ path, message: 'contains a line break or another control character' }];
}

function checkToken(path: string, text: string): FieldProblem[] {
  if (/^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(text) && text.length <= mostMessageId_bytes) return [];
  return [{ path, message: 'is not an id of printable ASCII without spaces and brackets' }];
}

function checkFileName(path: string, name: string): FieldProblem[] {
  if (name === '') return [{ path, message: 'has no file name' }];
  if (Buffer.byteLength(name) <= mostFileName_bytes) return checkLine(path, name);
  return [{ path, message: `has a file name of more than ${mostFileName_bytes} octets` }];
}
