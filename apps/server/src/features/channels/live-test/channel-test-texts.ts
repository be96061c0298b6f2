import { defineTexts } from '../../../platform/i18n/texts.ts';

/** What the steps of a live test are called and say. */
export const channelTestText = defineTexts(
  {
    subject: 'Earshot tries this channel',
    words: 'A test message of Earshot. Nobody wrote it, and no case is made of it.',
    step_door: 'Switched on',
    step_page: 'Page and script',
    step_origins: 'Pages that may embed it',
    step_session: 'Beginning, as a visitor does',
    step_say: 'Test message',
    step_inbound: 'Way in, signed',
    step_understood: 'Understood',
    step_webhook: 'Way out: your program',
    step_send: 'Test mail to ourselves',
    no_server: 'No server runs, so nothing can be sent to it. Start it and try again.',
    door_away:
      'Our own public address did not answer ({words}). Where a proxy stands in front, check it; ' +
      'visitors may be able to reach it all the same.',
    door_refused: 'Our own door answered {status}. {words}',
    page_ok: '{path} opens, and the script {loader} loads.',
    no_origins: 'No page of yours may embed it yet; its own page always may. Others are refused.',
    origins_ok: 'Let in: {origins}. Other pages are refused.',
    origin_refused: '{origin} stands in the list and is not let in all the same.',
    strangers_let_in: 'A page that does not stand in the list was let in.',
    session_ok: 'A session began, without a cookie.',
    stamp_ok: 'The form was opened and its stamp given.',
    form_busy:
      'Very many people are sending just now, so that browsers solve a puzzle first. Try again in ' +
      'ten minutes.',
    said: 'The test message was taken and stored.',
    understood: 'It was read back and understood, then thrown away: no case, no figure counts it.',
    not_understood: 'It was stored, but not understood: {words}',
    still_stored: 'It was stored, but not understood within {seconds} seconds. Is the server busy?',
    not_stored: 'It did not arrive within {seconds} seconds.',
    not_back:
      'It did not come back within {seconds} seconds. Mail for this address may go elsewhere, or ' +
      'arrive later: nothing is lost then.',
    inbound_ok: 'A signed message was handed to {path} and stored.',
    no_inbound_secret:
      'No inbound secret is made: only programs with a key can hand messages in, by ' +
      'createChannelMessage.',
    no_webhook: 'No webhook is set: answers wait until your program fetches them.',
    no_outbound_secret: 'There is no outbound secret, so nothing can be signed. Make one.',
    webhook_taken: 'It took our signed ping. {words}',
    webhook_not_known: 'It was reached and does not know pings, which is fine. {words}',
    webhook_refused: 'It refused our signature: give it a new outbound secret. {words}',
    webhook_failed: 'It could not take our ping. {words}',
    mail_taken: 'The relay took it: {words}',
  },
  {
    subject: 'Earshot probiert diesen Kanal aus',
    words:
      'Eine Testnachricht von Earshot. Niemand hat sie geschrieben, und es entsteht kein Vorgang daraus.',
    step_door: 'Eingeschaltet',
    step_page: 'Seite und Skript',
    step_origins: 'Seiten, die einbetten dürfen',
    step_session: 'Beginnen, wie ein Besucher',
    step_say: 'Testnachricht',
    step_inbound: 'Eingang, signiert',
    step_understood: 'Verstanden',
    step_webhook: 'Ausgang: Ihr Programm',
    step_send: 'Testmail an uns selbst',
    no_server:
      'Es läuft kein Server, also lässt sich ihm nichts schicken. Starten Sie ihn und versuchen Sie ' +
      'es noch einmal.',
    door_away:
      'Unsere eigene öffentliche Adresse hat nicht geantwortet ({words}). Steht ein Proxy davor, ' +
      'prüfen Sie ihn; Besucher erreichen sie womöglich trotzdem.',
    door_refused: 'Unser eigener Eingang hat mit {status} geantwortet. {words}',
    page_ok: '{path} öffnet sich, und das Skript {loader} wird geladen.',
    no_origins:
      'Noch darf keine Ihrer Seiten ihn einbetten; seine eigene Seite darf es immer. Andere werden ' +
      'abgewiesen.',
    origins_ok: 'Eingelassen: {origins}. Andere Seiten werden abgewiesen.',
    origin_refused: '{origin} steht in der Liste und wird trotzdem nicht eingelassen.',
    strangers_let_in: 'Eine Seite, die nicht in der Liste steht, wurde eingelassen.',
    session_ok: 'Eine Sitzung hat begonnen, ohne Cookie.',
    stamp_ok: 'Das Formular wurde geöffnet und hat seinen Stempel bekommen.',
    form_busy:
      'Gerade senden sehr viele, sodass Browser erst ein Rätsel lösen. Versuchen Sie es in zehn ' +
      'Minuten noch einmal.',
    said: 'Die Testnachricht wurde angenommen und gespeichert.',
    understood:
      'Sie wurde gelesen und verstanden, dann verworfen: kein Vorgang, keine Zahl rechnet sie mit.',
    not_understood: 'Sie wurde gespeichert, aber nicht verstanden: {words}',
    still_stored:
      'Sie wurde gespeichert, aber in {seconds} Sekunden nicht verstanden. Ist der Server überlastet?',
    not_stored: 'Sie ist in {seconds} Sekunden nicht angekommen.',
    not_back:
      'Sie ist in {seconds} Sekunden nicht zurückgekommen. Post an diese Adresse geht womöglich ' +
      'woandershin oder kommt später: Verloren ist dann nichts.',
    inbound_ok: 'Eine signierte Nachricht wurde an {path} übergeben und gespeichert.',
    no_inbound_secret:
      'Es gibt kein Eingangsgeheimnis: Nur Programme mit einem Schlüssel können Nachrichten ' +
      'übergeben, mit createChannelMessage.',
    no_webhook: 'Kein Webhook ist gesetzt: Antworten warten, bis Ihr Programm sie abholt.',
    no_outbound_secret:
      'Es gibt kein Ausgangsgeheimnis, also lässt sich nichts signieren. Legen Sie eines an.',
    webhook_taken: 'Es hat unseren signierten Ping angenommen. {words}',
    webhook_not_known: 'Es wurde erreicht und kennt keine Pings; das ist in Ordnung. {words}',
    webhook_refused:
      'Es lehnt unsere Signatur ab: Geben Sie ihm ein neues Ausgangsgeheimnis. {words}',
    webhook_failed: 'Es konnte unseren Ping nicht annehmen. {words}',
    mail_taken: 'Der ausgehende Mailserver hat sie angenommen: {words}',
  },
);
