import { defineTexts, type Locale } from '../../platform/i18n/texts.ts';
import type { JoinReason } from './conversation-tables.ts';

/** Why a message stands where it stands, in words. */
const joinText = defineTexts(
  {
    reply_address:
      'It was sent to the signed reply address of this case, and its sender takes part in it.',
    references:
      'It answers a message of this case (References, In-Reply-To), and its sender takes part in it.',
    same_thread: 'It was said in the conversation of this case.',
    subject_tag: 'Its subject names this case, and its sender takes part in it.',
    new_sender: 'It answers nothing that is known here, so it began a case of its own.',
    new_matter: 'It answers something known, but is a matter of its own, so it began a case.',
    moved: 'It was moved here.',
    moved_by: 'Moved here by {by}.',
    moved_from: 'Moved here by {by} from case #{case_number}.',
    written_here: 'It was written here.',
    side_conversation: 'It belongs to a side conversation with a third party.',
    case_page: 'It was written on the page of this case, with the link of its sender.',
    seat_note: 'It was written on the page of this case by somebody who was drawn in.',
    seat_proposal: 'Somebody who was drawn into this case proposes it as the answer.',
    bounce: 'It reports on the delivery of a message of this case.',
    not_understood: 'It could not be read; the file as it came is attached.',
  },
  {
    reply_address:
      'Sie ging an die signierte Antwortadresse dieses Vorgangs, und wer sie schrieb, ist beteiligt.',
    references:
      'Sie antwortet auf eine Nachricht dieses Vorgangs (References, In-Reply-To), und wer sie ' +
      'schrieb, ist beteiligt.',
    same_thread: 'Sie wurde im Gespräch dieses Vorgangs geschrieben.',
    subject_tag: 'Ihr Betreff nennt diesen Vorgang, und wer sie schrieb, ist beteiligt.',
    new_sender:
      'Sie antwortet auf nichts, was hier bekannt ist; darum begann sie einen neuen Vorgang.',
    new_matter:
      'Sie antwortet auf Bekanntes, ist aber ein eigenes Anliegen; darum begann sie einen Vorgang.',
    moved: 'Sie wurde hierher verschoben.',
    moved_by: 'Von {by} hierher verschoben.',
    moved_from: 'Von {by} aus Vorgang #{case_number} hierher verschoben.',
    written_here: 'Sie wurde hier geschrieben.',
    side_conversation: 'Sie gehört zu einem Nebengespräch mit Dritten.',
    case_page: 'Sie wurde auf der Seite dieses Vorgangs geschrieben, mit dem Link des Absenders.',
    seat_note: 'Jemand, der hinzugezogen wurde, schrieb sie auf der Seite dieses Vorgangs.',
    seat_proposal: 'Jemand, der hinzugezogen wurde, schlägt sie als Antwort vor.',
    bounce: 'Sie berichtet über die Zustellung einer Nachricht dieses Vorgangs.',
    not_understood: 'Sie war nicht lesbar; die Datei hängt an, wie sie kam.',
  },
);

/** The reason of a message in a sentence of the reader’s language. */
export function explainJoin(locale: Locale, reason: JoinReason): string {
  if (reason.code !== 'moved') return joinText(locale, reason.code);
  const { by, case_number: number } = reason.facts ?? {};
  if (!by) return joinText(locale, 'moved');
  if (!number) return joinText(locale, 'moved_by', { by });
  // As text: a case number carries no thousands separator.
  return joinText(locale, 'moved_from', { by, case_number: String(number) });
}

const holdText = defineTexts(
  {
    stranger_with_reply_address:
      '{sender} wrote to the reply address of case #{caseNumber}, but takes no part in that case.',
    stranger_in_thread:
      '{sender} answers a message of case #{caseNumber}, but takes no part in that case.',
    stranger_with_case_number:
      '{sender} names case #{caseNumber} in the subject, but takes no part in that case.',
  },
  {
    stranger_with_reply_address:
      '{sender} schrieb an die Antwortadresse von Vorgang #{caseNumber}, ist dort aber nicht beteiligt.',
    stranger_in_thread:
      '{sender} antwortet auf eine Nachricht von Vorgang #{caseNumber}, ist dort aber nicht beteiligt.',
    stranger_with_case_number:
      '{sender} nennt Vorgang #{caseNumber} im Betreff, ist dort aber nicht beteiligt.',
  },
);

export interface HoldFacts {
  code: 'stranger_with_reply_address' | 'stranger_in_thread' | 'stranger_with_case_number';
  facts: { sender: string; caseNumber: number };
}

/** Why a message is held, in a sentence of the reader’s language. */
export function explainHold(locale: Locale, reason: HoldFacts): string {
  const { sender, caseNumber } = reason.facts;
  return holdText(locale, reason.code, { sender, caseNumber: String(caseNumber) });
}
