/**
 * What a problem code says to a person in German: what happened, what is safe, what to do. Answers
 * to `Accept-Language: de` carry it as `detail`; a test compares it with the codes.
 */
export const problemTextsDe: Readonly<Record<string, string>> = {
  invalid: 'Es wurde nichts geändert. Berichtigen Sie die genannten Felder und senden Sie erneut.',
  not_signed_in: 'Sie sind nicht angemeldet. Melden Sie sich an; es wurde nichts geändert.',
  forbidden: 'Das ist Ihnen mit Ihrer Rolle nicht erlaubt. Die Administration kann sie ändern.',
  not_found:
    'Das gibt es nicht, oder Sie dürfen es nicht sehen. Fragen Sie im Zweifel die Teamleitung.',
  too_large: 'Das ist größer, als hier angenommen wird. Es wurde nichts gespeichert.',
  unknown_media_type: 'Daten dieser Art werden hier nicht angenommen. Es wurde nichts geändert.',
  too_many_requests:
    'Das waren zu viele Versuche in kurzer Zeit. Warten Sie einen Augenblick und versuchen Sie es noch einmal.',
  remote_image_refused:
    'Dieses Bild lässt sich nicht sicher laden: Es ist keines, ist zu groß oder liegt an einer internen Adresse.',
  remote_images_off: 'Dieser Kanal lädt keine Bilder von außen.',
  too_many_uploads:
    'Zu viele Dateien warten auf eine Nachricht. Senden Sie einige oder lassen Sie welche weg.',
  address_taken: 'Die Adresse gehört schon zu einem anderen Kanal. Es wurde nichts geändert.',
  channel_disabled: 'Der Kanal ist ausgeschaltet und nimmt keine E-Mail an. Schalten Sie ihn ein.',
  receipt_not_failed:
    'Nur ein Eingang, der nicht verstanden wurde, lässt sich noch einmal lesen. Dieser steht anders.',
  arrival_refused:
    'Was übergeben wurde, ist nicht so signiert, wie es sein muss. Es wurde nichts gespeichert.',
  submission_refused:
    'Das Formular wurde nicht angenommen: Es ging zu schnell, lag zu lange offen oder ist gerade sehr gefragt. Laden Sie die Seite neu und senden Sie es noch einmal; Ihre Worte bleiben Ihnen.',
  no_way_out:
    'Dieses Formular hat keinen E-Mail-Kanal, über den geantwortet wird. Wählen Sie einen in den Einstellungen des Kanals; Ihr Text ist behalten.',
  too_visible:
    'Diese Antwort könnten mehr Menschen lesen als die Nachricht, auf die sie antwortet. Antworten Sie so vertraulich, wie gefragt wurde; es wurde nichts gesendet.',
  reply_window_closed:
    'Dieser Kanal nimmt so spät keine Antwort mehr an. Schreiben Sie dem Kontakt auf einem anderen Weg, oder warten Sie, bis er wieder schreibt.',
  case_taken: 'Jemand hat diesen Vorgang eben übernommen. Es wurde nichts geändert.',
  case_merged:
    'Der Vorgang wurde mit einem anderen zusammengelegt. Machen Sie dort weiter; es wurde nichts geändert.',
  case_over: 'Der Vorgang ist gelöst oder abgeschlossen. Öffnen Sie ihn zuerst wieder.',
  tasks_open:
    'Aufgaben sind noch offen, auf die eine Zusage wartet. Schließen Sie diese ab, oder bestätigen Sie, dass sie offen bleiben.',
  too_many_tasks: 'Der Vorgang hat so viele Aufgaben, wie er haben kann.',
  too_many_checklists: 'Es gibt so viele Checklisten, wie es geben kann. Löschen Sie eine.',
  too_many_articles:
    'Es gibt so viele Artikel, wie es geben kann. Löschen Sie einen, den niemand braucht.',
  checklist_name_taken: 'Eine andere Checkliste heißt schon so. Wählen Sie einen anderen Namen.',
  sent_back:
    'Der Vorgang ginge geradewegs an das Team zurück, das ihn abgegeben hat. Es wurde nichts geändert. ' +
    'Geben Sie diesem Team eine Aufgabe, fragen Sie jemanden außerhalb, oder ziehen Sie jemanden hinzu; die Leitung kann ihn mit Begründung zurückgeben.',
  transfer_over:
    'Die Übergabe wurde zurückgenommen, oder der Vorgang ist schon weiter. Es wurde nichts geändert.',
  promise_over:
    'Die Zusage wurde schon gehalten, zurückgezogen oder ersetzt. Sehen Sie sich den Vorgang noch einmal an.',
  calendar_in_use:
    'Richtlinien verwenden diesen Kalender. Geben Sie ihnen zuerst einen anderen; es wurde nichts geändert.',
  too_many_policies: 'Es gibt so viele Richtlinien, wie es geben kann. Löschen Sie eine.',
  too_many_calendars: 'Es gibt so viele Kalender, wie es geben kann. Löschen Sie einen.',
  pack_applied: 'Dieses Paket ist schon in Gebrauch.',
  same_team: 'Der Vorgang liegt schon bei diesem Team.',
  same_case: 'Das ist beide Male derselbe Vorgang.',
  merge_cycle: 'Der andere Vorgang ist dieser hier oder wurde schon mit ihm zusammengelegt.',
  link_cycle: 'Der andere Vorgang ist schon ein Teil von diesem; beides zugleich geht nicht.',
  message_moved: 'Die Nachricht wurde eben woandershin verschoben. Es wurde nichts geändert.',
  message_held:
    'Die Nachricht ist angehalten. Entscheiden Sie zuerst, wohin sie gehört; es wurde nichts geändert.',
  message_leaving:
    'Eine Nachricht ist noch nicht hinausgegangen. Nehmen Sie sie zurück, oder warten Sie einen Augenblick.',
  move_undone: 'Die Verschiebung wurde schon zurückgenommen.',
  move_not_last:
    'Die Nachricht wurde seitdem weiter verschoben. Nehmen Sie die spätere Verschiebung zuerst zurück.',
  hold_decided: 'Über diese angehaltene Nachricht hat schon jemand entschieden.',
  hold_undecided: 'Hier gibt es keine Entscheidung, die zurückgenommen werden könnte.',
  note_deleted: 'Die Notiz wurde schon entfernt.',
  bad_key: 'Der Schlüssel ist unbekannt, abgelaufen oder gesperrt. Die Administration macht neue.',
  wrong_password: 'E-Mail-Adresse oder Passwort ist falsch. Versuchen Sie es noch einmal.',
  csrf: 'Die Anfrage kam nicht von dieser Seite. Laden Sie die Seite neu; es wurde nichts geändert.',
  account_needed: 'Zu dieser Adresse gibt es mehrere Konten. Wählen Sie eines aus.',
  database_away:
    'Die Datenbank antwortet gerade nicht. Sehen Sie in einigen Sekunden nach, ob es gespeichert ist, und versuchen Sie es sonst noch einmal.',
  busy: 'Gerade geschieht hier sehr viel auf einmal. Es wurde nichts geändert; versuchen Sie es in einigen Sekunden noch einmal.',
  link_over:
    'Der Link wurde schon benutzt, ist abgelaufen oder unvollständig. Fordern Sie einen neuen an.',
  invitation_over:
    'Die Einladung wurde schon benutzt, zurückgezogen oder ist abgelaufen. Bitten Sie um eine neue.',
  setup_claimed: 'Diese Installation ist schon eingerichtet. Melden Sie sich an.',
  setup_token_wrong:
    'Das ist nicht der gültige Link zur Einrichtung. Der Server nennt bei jedem Start einen neuen.',
  member_exists: 'Ein Mitglied hat diese Adresse schon. Es wurde nichts geändert.',
  last_administrator:
    'Jemand muss verwalten können. Machen Sie zuerst eine andere Person zur Administration.',
  own_login: 'Den eigenen Zugang kann niemand abschalten; jemand anderes kann es.',
  not_active: 'Es gibt kein aktives Mitglied mit dieser Kennung.',
  team_name_taken: 'Ein anderes Team heißt schon so. Wählen Sie einen anderen Namen.',
  team_in_use: 'Dem Team gehören noch Vorgänge oder Kanäle. Geben Sie diese zuerst ab.',
  too_many_teams: 'Es gibt so viele Teams, wie es geben kann.',
  too_many_invitations: 'Zu viele Einladungen sind offen. Ziehen Sie einige zurück.',
  too_many_keys: 'Es gibt zu viele Schlüssel. Sperren Sie einige.',
  point_taken: 'Diese Adresse gehört schon zu einem Kontakt. Es wurde nichts geändert.',
  too_many_points: 'Der Kontakt hat so viele Adressen, wie er haben kann.',
  same_contact: 'Die beiden Kontakte sind schon dieselbe Person.',
  already_linked: 'Der Kontakt ist schon mit einem anderen verbunden. Es wurde nichts geändert.',
  too_many_links: 'Zu viele Kontakte sind als dieselbe Person verbunden.',
  fault:
    'Bei uns ist etwas schiefgegangen, und es wurde nichts gespeichert. Versuchen Sie es noch einmal; bleibt es dabei, nennen Sie der Administration die Nummer {request}.',
  case_moved_on:
    'Inzwischen hat jemand in diesem Vorgang geschrieben. Es wurde nichts gesendet: Sehen Sie es sich an, und senden Sie dann.',
  already_sent: 'Die Nachricht ist schon unterwegs und lässt sich nicht mehr zurücknehmen.',
  nobody_to_answer: 'In diesem Vorgang gibt es noch keine Nachricht zu beantworten.',
  nothing_to_retry: 'Alle haben die Nachricht erhalten, oder sie wartet noch auf ihren Versand.',
  secrets_unreadable:
    'Die Zugangsdaten des Kanals wurden mit einem anderen Hauptschlüssel verschlossen. Geben Sie sie neu ein.',
  no_escalation: 'Hier ist nichts zu erledigen: So viele Punkte hat die Sache nicht.',
  proposal_decided: 'Ob die beiden Vorgänge zusammengehören, hat schon jemand entschieden.',
  proposal_joined:
    'Die beiden Vorgänge wurden zusammengelegt. Trennen Sie sie dort, wo sie zusammengelegt sind.',
  reply_check:
    'Eine verbindliche Regel der Antwortprüfung steht dagegen. Es wurde nichts gesendet: Ändern Sie den Text, oder nennen Sie zu jeder Regel einen Grund.',
  recovery_running:
    'An diesem Vorgang läuft schon eine Wiedergutmachung. Schließen Sie ihre Schritte ab, oder halten Sie sie an.',
  gesture_decided: 'Über diese Geste wurde schon entschieden.',
  gesture_unapproved:
    'Diese Geste liegt über der Grenze dessen, der sie vorschlug, und ist noch nicht genehmigt.',
  gesture_undecided: 'Es gibt keine Entscheidung, die sich zurücknehmen lässt.',
  not_the_decider: 'Nur wer entschieden hat, nimmt die Entscheidung zurück.',
  own_gesture: 'Eine eigene Geste über der eigenen Grenze genehmigt jemand anderes.',
  over_limit: 'Der Betrag liegt über Ihrer Grenze. Jemand mit einer höheren kann ihn genehmigen.',
  not_an_approver: 'Darüber entscheiden Teamleitung und Administration.',
  seat_for_member: 'Die Adresse gehört einem Mitglied. Ziehen Sie es am Vorgang hinzu.',
  seat_for_contact: 'Die Adresse gehört dem Kontakt dieses Vorgangs. Antworten Sie ihm.',
  seat_exists:
    'Für diese Adresse gibt es hier schon einen Gastzugang. Verlängern oder beenden Sie diesen.',
  offer_over:
    'Das klingelt nicht mehr bei Ihnen: Es ging an jemand anderen weiter. Den Vorgang können Sie aus der Liste übernehmen.',
  conversation_over:
    'Dieses Gespräch ist beendet; es wurde nichts übergeben. Öffnen Sie den Vorgang zuerst wieder.',
  visitor_unknown: 'Diese Sitzung ist beendet. Beginnen Sie eine neue; was gesagt wurde, bleibt.',
  origin_not_allowed:
    'Diese Seite darf mit diesem Chat nicht sprechen. Wer ihn betreibt, trägt ihre Adresse am Kanal ein.',
  identity_refused:
    'Der Nachweis, wer Sie sind, gilt nicht: Unterschrift, Empfänger oder Zeit. Niemand wurde angemeldet.',
  link_replaced:
    'Inzwischen gibt es einen neueren Link; der gilt, und der alte bleibt zurückgezogen.',
  push_off: 'Dieser Chat kündigt nichts per Push an. Nichts wurde behalten.',
  return_refused: 'Dieser Link öffnet hier kein Gespräch, oder nicht mehr. Beginnen Sie ein neues.',
  canned_shortcut_taken:
    'Dieses Kürzel hat schon ein anderer Textbaustein desselben Teams. Wählen Sie ein anderes.',
  too_many_canned_texts:
    'Mehr Textbausteine haben nicht Platz. Löschen Sie einen, den niemand braucht.',
  code_refused:
    'Der Code stimmt nicht, ist zu alt oder wurde zu oft versucht. Fordern Sie einen neuen an.',
  link_decided: 'Darüber hat schon jemand entschieden. Nichts wurde geändert.',
};
