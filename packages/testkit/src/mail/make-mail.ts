/** A small, different, complete mail for each number. */
export function makeMail(number: number, changes: { readonly body?: string } = {}): string {
  const lines = [
    `From: Lena Vogt <lena${number}@vogt.example>`,
    'To: support@falk.example',
    `Subject: Kettle ${number} does not switch off`,
    `Message-ID: <mail-${number}@vogt.example>`,
    'Date: Mon, 23 Nov 2026 08:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    changes.body ?? `Good day, my kettle number ${number} does not switch off.`,
    '',
  ];
  return lines.join('\r\n');
}

/** The number in the subject of a mail that `makeMail` made; NaN where it is another. */
export function numberOfMail(raw: Buffer): number {
  const found = /^Subject: Kettle (\d+) /m.exec(raw.subarray(0, 4000).toString('latin1'));
  return Number(found?.[1] ?? Number.NaN);
}
