import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from './fold-quotes.ts';

/** What stays open on screen, blank lines collapsed. */
function open(text: string, sentTexts: string[] = []): string {
  let rest = '';
  let from = 0;
  for (const range of foldText(text, { sentTexts })) {
    rest += text.slice(from, range.start);
    from = range.end;
  }
  return (rest + text.slice(from)).replace(/\n\s*\n+/g, '\n').trim();
}

const OLD = 'Sehr geehrte Frau Vogt,\nwir haben Ihren Kessel geprüft.\nIhr Team von Falk';
const QUOTED = OLD.split('\n')
  .map((line) => `> ${line}`)
  .join('\n');

describe('German and English mail programs', () => {
  test.each([
    [
      'Gmail',
      `Danke!\n\nAm Mo., 3. Nov. 2025 um 10:12 Uhr schrieb Ito Falk <ito@falk.example>:\n\n` +
        QUOTED,
    ],
    [
      'Gmail, wrapped',
      `Danke!\n\nAm Mo., 3. Nov. 2025 um 10:12 Uhr schrieb Ito Falk vom Kundendienst der\n` +
        `Firma Falk <\nservice@falk.example>:\n\n${QUOTED}`,
    ],
    ['Thunderbird', `Danke!\n\nAm 03.11.25 um 10:12 schrieb Ito Falk:\n${QUOTED}`],
    [
      'Apple Mail',
      `Danke!\n\n> Am 03.11.2025 um 10:12 schrieb Ito Falk <ito@falk.example>:\n> \n${QUOTED}`,
    ],
    [
      'iPhone',
      `Danke!\n\nVon meinem iPhone gesendet\n\n> Am 03.11.2025 um 10:12 schrieb Ito Falk ` +
        `<ito@falk.example>:\n> \n> \n${QUOTED}`,
    ],
    [
      'Outlook',
      `Danke!\n\nVon: Ito Falk <ito@falk.example>\nGesendet: Montag, 3. November 2025 10:12\n` +
        `An: Lena Vogt <lena@example.org>\nBetreff: AW: Kessel\n\n${OLD}`,
    ],
    [
      'Outlook, internal names',
      `Danke!\n\nVon: Falk, Ito\nGesendet: Montag, 3. November 2025 10:12\nAn: Vogt, Lena\n` +
        `Betreff: AW: Kessel\n\n${OLD}`,
    ],
    [
      'old Outlook',
      `Danke!\n\n-----Ursprüngliche Nachricht-----\nVon: Ito Falk [mailto:ito@falk.example]\n` +
        `Gesendet: Montag, 3. November 2025 10:12\nAn: Lena Vogt\nBetreff: Kessel\n\n${OLD}`,
    ],
    [
      'Outlook on the phone',
      `Danke!\n\nHolen Sie sich Outlook für iOS<https://aka.ms/o0ukef>\n` +
        `________________________________\nVon: Ito Falk <ito@falk.example>\nGesendet: Monday, ` +
        `November 3, 2025 10:12:00 AM\nAn: lena@example.org\nBetreff: Kessel\n\n${OLD}`,
    ],
    [
      'GMX',
      `Danke!\n\nGesendet: Montag, 03. November 2025 um 10:12 Uhr\nVon: "Ito Falk" ` +
        `<ito@falk.example>\nAn: lena@example.org\nBetreff: Re: Kessel\n\n${OLD}`,
    ],
    [
      'GMX app',
      `Danke!\n-- \nDiese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.\n` +
        `Am 03.11.25, 10:12 schrieb Ito Falk <ito@falk.example>:\n\n${QUOTED}`,
    ],
    [
      'Proton',
      `Danke!\n\nGesendet mit Proton Mail sichere E-Mail.\n\n------- Original Message ` +
        `-------\nIto Falk <ito@falk.example> schrieb am Montag, 3. November 2025 um 10:12:\n\n` +
        QUOTED,
    ],
    [
      'Yahoo',
      `Danke!\n\n    Am Montag, 3. November 2025 um 10:12:11 MEZ hat Ito Falk ` +
        `<ito@falk.example> Folgendes geschrieben:\n\n ${QUOTED}`,
    ],
    [
      'web.de',
      `Danke!\n\n-------- Original-Nachricht --------\nVon: Ito Falk <ito@falk.example>\nAn: ` +
        `lena@example.org\nDatum: Mo. 3.11.2025 10:12\nBetreff: Kessel\n${OLD}`,
    ],
    [
      'English Gmail',
      `Danke!\n\nOn Mon, Nov 3, 2025 at 10:12 AM Ito Falk <ito@falk.example> wrote:\n\n${QUOTED}`,
    ],
    [
      'English Gmail, wrapped',
      `Danke!\n\nOn Mon, Nov 3, 2025 at 10:12 AM Ito Falk of the service department <\n` +
        `ito@falk.example> wrote:\n\n${QUOTED}`,
    ],
    [
      'English Outlook',
      `Danke!\n\nFrom: Ito Falk <ito@falk.example>\nSent: Monday, November 3, 2025 10:12 AM\n` +
        `To: Lena Vogt <lena@example.org>; Rosa Weber <rosa@example.org>;\n  Okoye ` +
        `<okoye@falk.example>\nCc: x@example.org\nSubject: RE: Kettle\n\n${OLD}`,
    ],
    [
      'English Outlook for Mac',
      `Danke!\n\nFrom: Ito Falk <ito@falk.example>\nDate: Monday, 3. November 2025 at 10:12\n` +
        `To: Lena Vogt <lena@example.org>\nSubject: Re: Kettle\n${OLD}`,
    ],
    [
      'Zoho',
      `Danke!\n\n---- On Mon, 03 Nov 2025 10:12:00 +0100 ito@falk.example wrote ----\n\n${OLD}`,
    ],
    ['GroupWise', `Danke!\n\n>>> Ito Falk <ito@falk.example> 03.11.2025 10:12 >>>\n${OLD}`],
    [
      'Zimbra',
      `Danke!\n\n----- Ursprüngliche Mail -----\nVon: "Ito Falk" <ito@falk.example>\n` +
        `An: "Lena" <lena@example.org>\nGesendet: Montag, 3. November 2025 10:12:11\n` +
        `Betreff: Re: Kessel\n\n${OLD}`,
    ],
    ['the new Outlook', 'Danke!\n\nOutlook für iOS<https://aka.ms/o0ukef> beziehen'],
    ['Proton, marked', 'Danke!\n\nSent with [Proton Mail](https://proton.me/) secure email.'],
    [
      'a name that could be prose',
      `Danke!\n\nAm 03.11.2025 um 10:12 schrieb Ihr Falk-Team <ito@falk.example>:\n\n${OLD}`,
    ],
    ['signature', 'Danke!\n\n-- \nLena Vogt\nTel. 0123'],
    [
      'no marks, text from HTML',
      `Danke!\n\nAm 03.11.2025 um 10:12 schrieb Ito Falk <ito@falk.example>:\n\n${OLD}`,
    ],
  ])('%s: the answer stays, the rest is folded', (_name, text) => {
    expect(open(text)).toBe('Danke!');
  });
});

describe('no word of the writer is ever folded', () => {
  test.each([
    'Von: meinem Nachbarn habe ich gehört, dass Sie helfen.\nAm Montag schrieb mir Ihr ' +
      'Kollege:\nDas Gerät wird ersetzt. Bis heute ist nichts da.',
    'Am 3. November 2025 um 10:12 Uhr schrieb mir Ihr Kollege Herr Brandt:\nDas Gerät wird ' +
      'ersetzt.\nDas stimmt nicht!',
    'On Monday at 10:12 your colleague wrote:\nIt will be replaced on 03/11/2025.\nThat is ' +
      'not true.',
    'Herr Brandt schrieb am 03.11.2025 um 10:12:\nEs wird ersetzt.\nWann?',
    'Meine Reise:\nVon: Berlin\nAn: München\nDatum: 3.11.2025\nDer Zug fiel aus.',
    'Fahrt\nVon: Berlin\nAn: München\nDatum: 3.11.2025\nBetreff: Erstattung\nBitte ' +
      'erstatten Sie den Betrag.',
    'Betreff: Meine Bestellung\nsie ist nicht angekommen',
    'Gesendet mit DHL am 3.11., das Handy war kaputt.',
    'Von meinem iPhone gesendet habe ich Ihnen gestern ein Bild.',
    'Sent from my phone was a picture, did you get it?',
    'Ich habe drei Fragen:\n-- erstens der Preis\n-- zweitens die Dauer\n-- drittens der Ort',
    'Hallo\n--\nDas ist ein sehr langer Absatz, den die Schreiberin unter einen Strich ' +
      'gesetzt hat, damit man ihn gut sieht und liest.',
    'Temperatur:\n>From Berlin I write this line, escaped by an old mailbox.\nGruß',
    '-------- Wichtig --------\nBitte rufen Sie an.',
    '____________________________\nIch zeichne gern Striche.\nVon: mir',
    'Sie schrieben: "Am 03.11.2025 um 10:12 Uhr kommt der Techniker." Er kam nicht:\n' +
      'niemand war da.',
    'Date: 3.11.2025\nFrom: Berlin\nTo: Hamburg\nThe train was late.',
    'Meine Reise:\n\nVon: Berlin\nAn: München\nDatum: 3.11.2025 10:12\n\nDer Zug fiel aus.',
    'Meine Reise:\n--------------------\nVon: Berlin\nDatum: 3.11.2025\nDer Zug fiel aus.',
    'Das Paket\nAbsender: Falk\nGesendet: 3.11.2025 10:12\nAn: Weg 3\nVon: DHL\nkam nie an.',
    'Am 3.11.2025 schrieb ich an hilfe@falk.example folgendes:\nDer Kessel ist kalt.',
    'Hallo,\nam 3.11.2025 um 10:12 habe ich an hilfe@falk.example geschrieben:\nEr ist kalt.',
    'Hallo,\nam 3.11.2025 um 10:12 schrieb mir Herr Falk (hilfe@falk.example):\nWir kommen.',
    'Hallo,\nam 3.11.2025 war um 10:12 Uhr niemand da, ich bin lena@example.org:\nWas nun?',
    'Hello,\non 3 Nov 2025 at 10:12 your colleague Ito (ito@falk.example) wrote:\nWe come.',
    'On 3 Nov 2025 at 10:12 I wrote to help@falk.example the following:\nIt is cold.',
    'Ich bestelle:\n--\n2 Kannen\n1 Deckel',
    'Der Kessel ist kalt.\n--\nWann kommt jemand?',
  ])('%j stays open', (text) => {
    expect(foldText(text)).toEqual([]);
  });

  test('an afterthought below the signature stays', () => {
    expect(open('Danke!\n\n-- \nLena Vogt\n\nP.S. Bitte bis Freitag.')).toBe(
      'Danke!\nP.S. Bitte bis Freitag.',
    );
  });

  test('answers between and below quotes stay', () => {
    const text =
      `Am 03.11.25 um 10:12 schrieb Ito Falk:\n> Welche Farbe?\nRot.\n> Welche Größe?\n\n` +
      `Groß.\n\n> Ihr Team\n\nViele Grüße\nLena`;
    expect(open(text)).toBe('Rot.\nGroß.\nViele Grüße\nLena');
  });

  test('a long quoted line that a program broke stays in part rather than losing an answer', () => {
    const text =
      'Ja.\n\n> eine sehr lange Zeile die beim Versand\numgebrochen wurde\n> und weitergeht';
    expect(open(text)).toBe('Ja.\numgebrochen wurde');
  });

  test('an answer below an unmarked quote stays when nothing stands above', () => {
    const text =
      `Am 03.11.2025 um 10:12 schrieb Ito Falk <ito@falk.example>:\n\n${OLD}\n\nDanke, das ` +
      `hilft.`;
    expect(open(text)).toContain('Danke, das hilft.');
  });
});

describe('what we sent ourselves', () => {
  const sent =
    'Sehr geehrte Frau Vogt, wir haben Ihren Kessel geprüft und schicken einen neuen.\n\n' +
    'Freundliche Grüße\nIhr Team von Falk';

  test('our words are folded without any mark, in any language and wrapping', () => {
    const text =
      `Vielen Dank!\n\nSehr geehrte Frau Vogt, wir haben Ihren Kessel\ngeprüft und schicken ` +
      `einen neuen.\n\nFreundliche Grüße\nIhr Team von Falk`;
    expect(open(text, [sent])).toBe('Vielen Dank!');
  });

  test('an answer written into our unmarked text is opened again', () => {
    const header =
      'Von: Ito Falk <ito@falk.example>\nGesendet: Montag, 3. November 2025 10:12\nAn: Lena\n' +
      'Betreff: Kessel\n\n';
    const text =
      `Siehe unten.\n\n${header}Sehr geehrte Frau Vogt, wir haben Ihren Kessel geprüft und ` +
      `schicken einen neuen.\nBitte keinen roten!\nFreundliche Grüße\nIhr Team von Falk\nUnd ` +
      `bitte bald.`;
    expect(open(text, [sent])).toBe('Siehe unten.\nBitte keinen roten!\nUnd bitte bald.');
  });

  test('a phrase that everybody uses is not ours', () => {
    expect(foldText('Hallo\nFreundliche Grüße', { sentTexts: [sent] })).toEqual([]);
  });
});

describe('forwards', () => {
  const forward =
    '---------- Forwarded message ---------\nVon: Rosa <rosa@example.org>\nDate: Mo., 3. ' +
    'Nov. 2025 um 09:31 Uhr\nSubject: Kessel\nTo: <lena@example.org>\n\nEr schaltet nicht ' +
    'ab.';

  test('a mail that only forwards keeps the forwarded words open and marks their header', () => {
    const folds = foldText(forward);
    expect(folds.map((fold) => fold.kind)).toEqual(['header']);
    expect(open(forward)).toBe('Er schaltet nicht ab.');
  });

  test('with a word above it the forward is folded behind its header', () => {
    const text = `Zur Kenntnis.\n\n${forward}`;
    expect(foldText(text).map((fold) => fold.kind)).toEqual(['header', 'quote']);
    expect(open(text)).toBe('Zur Kenntnis.');
  });

  test('"Anfang der weitergeleiteten Nachricht:" in marks stays open when alone', () => {
    const text =
      'Anfang der weitergeleiteten Nachricht:\n\n> Von: Rosa <rosa@example.org>\n> Betreff: ' +
      'Kessel\n> \n> Hilfe!';
    expect(open(text)).toContain('Hilfe!');
  });
});

describe('ranges', () => {
  test('are inside the text, sorted, apart, and take nothing away', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        '> x',
        '-- ',
        '--',
        'Von: a@b.de',
        'Gesendet: 3.11.2025 10:00',
        'An: c',
        'Betreff: d',
        'Am 3.11.2025 um 10:00 schrieb A <a@b.de>:',
        'On 3 Nov 2025, A <a@b.de> wrote:',
        '-----Original Message-----',
        'Von meinem iPhone gesendet',
        '________________',
        'wir haben Ihren Kessel geprüft und schicken einen neuen',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.array(fc.string(), { maxLength: 2 }),
        (lines, sent) => {
          const text = lines.join('\n');
          let last = 0;
          for (const { start, end } of foldText(text, { sentTexts: [...sent, OLD] })) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            last = end;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a megabyte of bait is folded in linear time', () => {
    const started = performance.now();
    for (const bait of [
      'Am 3.11.2025 schrieb ',
      'Von: x\n',
      '-- \n',
      '> x\n\n',
      '-----Original Message-----\n\n\n',
      'a@'.repeat(1000),
      'On 3 Nov 2025 \n',
      '________________\n\n',
    ]) {
      foldText(bait.repeat(Math.ceil(1_000_000 / bait.length)));
      foldText(bait.repeat(15_000));
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
