import { describe, expect, test } from 'vitest';
import { understandMail } from '../channels/email/understand/understand-mail.ts';
import { drawDemoPicture } from './draw-demo-picture.ts';
import { type DemoMail, writeDemoMail } from './write-demo-mail.ts';
import { writeDemoPdf } from './write-demo-pdf.ts';

const plain: DemoMail = {
  from: { name: 'Jürgen Hoffmann', email: 'j.hoffmann@heimpost.example' },
  to: { name: 'Falk Hausgeräte', email: 'service@falk.example' },
  cc: [],
  subject: 'Kalkränder im neuen Wasserkocher – schon nach einer Woche, und das bei so einem Preis',
  text: 'Guten Tag,\n\nist der Stahl minderwertig? Größe < 1 l.\n\nJürgen Hoffmann',
  at: new Date('2026-11-05T10:02:00Z'),
  messageId: 'm1@heimpost.example',
  answers: null,
  quotes: false,
  references: [],
  headers: [],
  locale: 'de',
  program: 'plain',
  files: [],
  inline: null,
};

const answered = {
  messageId: 'ours@falk.example',
  text: 'Guten Tag Herr Hoffmann,\n\nder Stahl ist in Ordnung.',
  at: new Date('2026-11-04T09:00:00Z'),
  from: { name: 'Falk Hausgeräte', email: 'service@falk.example' },
};

describe('a mail of the named world', () => {
  test('reads as it was written', () => {
    const mail = understandMail(writeDemoMail(plain));
    expect(mail.subject).toBe(plain.subject);
    expect(mail.from).toEqual({ name: 'Jürgen Hoffmann', address: plain.from.email });
    expect(mail.text.replaceAll('\r', '').trim()).toBe(plain.text);
    expect(mail.date.sentAt).toBe('2026-11-05T10:01:58.000Z');
    expect(mail).toMatchObject({ attachments: [], automatic: null, warnings: [] });
  });

  test.each(['apple', 'gmail', 'outlook', 'thunderbird', 'phone', 'plain'] as const)(
    'written with %s has the quoted text folded',
    (program) => {
      const raw = writeDemoMail({ ...plain, program, answers: answered, quotes: true });
      const mail = understandMail(raw);
      expect(mail.inReplyTo).toEqual(['ours@falk.example']);
      const shown = mail.folded.reduceRight(
        (text, range) => text.slice(0, range.start) + text.slice(range.end),
        mail.text,
      );
      expect(shown).toContain('minderwertig');
      expect(shown).not.toContain('Stahl ist in Ordnung');
    },
  );

  test('carries its files and shows its picture in the text', () => {
    const files = [
      { name: 'Kassenbon März.pdf', type: 'application/pdf', bytes: writeDemoPdf(['Bon', '5 €']) },
    ];
    const inline = { name: 'riss.png', type: 'image/png', bytes: drawDemoPicture('crack') };
    const raw = writeDemoMail({ ...plain, text: 'Hier:\n\n[picture]\n\nGruß', files, inline });
    const mail = understandMail(raw);
    expect(mail.attachments.map((file) => [file.fileName, file.disposition])).toEqual([
      ['riss.png', 'inline'],
      ['Kassenbon März.pdf', 'attachment'],
    ]);
    expect(mail.html).toContain('cid:');
    expect(Buffer.from(mail.attachments[0]!.bytes).equals(inline.bytes)).toBe(true);
  });
});
