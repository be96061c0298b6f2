import { defineTexts } from '../../../platform/i18n/texts.ts';
import { sayFault } from '../kit/say-fault.ts';

/** What the last check of a channel saw, in plain words. */
export const healthText = defineTexts(
  {
    relay_failed:
      'The outgoing relay does not take our login or does not answer: answers wait, visibly. It ' +
      'says: {words}',
    webhook_refused:
      'Your program refuses our signature: answers fail. Make a new outbound secret and give it ' +
      'that one. It says: {words}',
    webhook_failed:
      'Your program cannot be reached or answers with errors: answers wait, visibly. It says: ' +
      '{words}',
    no_outbound_secret: 'There is no outbound secret, so answers wait. Make one.',
    continues_nowhere:
      'The mailbox by which answers follow people is switched off: whoever has left gets none.',
    check_failed: 'The check itself broke off: {words}',
    unsigned:
      'A request came without webhook-id, webhook-timestamp or webhook-signature; nothing was ' +
      'stored.',
    stale: 'A request was signed too long ago or ahead; nothing was stored. Check its clock.',
    forged: 'A request was signed with another secret; nothing was stored.',
    no_secret: 'A request came although there is no inbound secret yet; nothing was stored.',
    not_understood: 'A request said something that we do not know; nothing was stored.',
    refused: 'A message was refused for good. The other side says: {words}',
    not_sent_yet: 'A message could not be sent yet and will be tried again. {words}',
  },
  {
    relay_failed:
      'Der ausgehende Mailserver nimmt unsere Anmeldung nicht an oder antwortet nicht: Antworten ' +
      'warten sichtbar. Er sagt: {words}',
    webhook_refused:
      'Ihr Programm lehnt unsere Signatur ab: Antworten scheitern. Legen Sie ein neues ' +
      'Ausgangsgeheimnis an und geben Sie ihm dieses. Es sagt: {words}',
    webhook_failed:
      'Ihr Programm ist nicht erreichbar oder antwortet mit Fehlern: Antworten warten sichtbar. Es ' +
      'sagt: {words}',
    no_outbound_secret: 'Es gibt kein Ausgangsgeheimnis; Antworten warten. Legen Sie eines an.',
    continues_nowhere:
      'Das Postfach, über das Antworten den Leuten folgen, ist abgeschaltet: Wer gegangen ist, ' +
      'bekommt keine.',
    check_failed: 'Die Prüfung selbst ist abgebrochen: {words}',
    unsigned:
      'Eine Anfrage kam ohne webhook-id, webhook-timestamp oder webhook-signature; nichts wurde ' +
      'gespeichert.',
    stale:
      'Eine Anfrage war zu lange vorher oder im Voraus signiert; nichts wurde gespeichert. Prüfen ' +
      'Sie ihre Uhr.',
    forged: 'Eine Anfrage war mit einem anderen Geheimnis signiert; nichts wurde gespeichert.',
    no_secret:
      'Eine Anfrage kam, obwohl es noch kein Eingangsgeheimnis gibt; nichts wurde gespeichert.',
    not_understood: 'Eine Anfrage sagte etwas, das wir nicht kennen; nichts wurde gespeichert.',
    refused: 'Eine Nachricht wurde endgültig abgelehnt. Die Gegenseite sagt: {words}',
    not_sent_yet:
      'Eine Nachricht konnte noch nicht gesendet werden und wird wieder versucht. {words}',
  },
);

const codes = new Set<string>([
  'relay_failed',
  'webhook_refused',
  'webhook_failed',
  'no_outbound_secret',
  'continues_nowhere',
  'check_failed',
  'unsigned',
  'stale',
  'forged',
  'no_secret',
  'not_understood',
  'refused',
  'not_sent_yet',
]);

type HealthTextId = Parameters<typeof healthText>[1];

/** What a code means in the reader’s language; a code of a later version speaks for itself. */
export function presentTrouble(code: string, words: string | null, locale: 'de' | 'en'): string {
  if (!codes.has(code)) return words ?? code;
  const said = sayFault(words ?? '–', locale);
  return healthText(locale, code as HealthTextId, { words: said }).trim();
}
