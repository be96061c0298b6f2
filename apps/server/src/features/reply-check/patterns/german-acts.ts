import { steps, words } from '../engine/match-words.ts';
import type { ActPatterns } from './act-patterns.ts';

/** Who of ours does something, and in which German words something was done or will be. */
export const germanActs: ActPatterns = {
  ourselves: words('wir ich'),
  ours: words(
    'kollege kollegin kollegen team techniker monteur fahrer bote werkstatt abteilung mitarbeiter',
    'mitarbeiterin leiter leiterin lager frau herr',
  ),
  perfect: words('habe haben hab hat ist sind bin'),
  future: words('werde werden wird'),
  doneEnding:
    /^(?:(?:ab|an|auf|aus|bei|durch|ein|fest|frei|hin|los|mit|nach|nieder|um|vor|weg|weiter|wieder|zu|zurueck|zusammen|gut|gegen|heraus|her)?ge[a-z]{2,}(?:t|en)|[a-z]{3,}iert|(?:[a-z]{0,6})(?:be|ver|er|ent|zer|ueber|unter)[a-z]{2,}(?:t|en|ssen))$/,
  done: words('getan storniert gebucht erstattet'),
  vagueDone: words(
    'erhalten bekommen gelesen verstanden bedauert entschuldigt gehoert gesehen gedacht gehofft',
    'gefreut versucht verwendet gewesen geworden entstanden erreicht gewollt vernommen gerne',
    'aufgenommen erfahren geschrieben gesagt gern bereits ueberrascht empfangen verzeihen',
    'genommen entgegengenommen beachten erwartet enttaeuscht verpflichtet beschaeftigt',
    'verbunden unternehmen unterstuetzen verbessern verstehen versichern erklaeren bearbeiten',
  ),
  vague: words(
    'pruefen pruefe kuemmern kuemmere schauen schaue sehen sehe helfen helfe verstehen verstehe',
    'bedauern bedauere entschuldigen entschuldige danken danke freuen freue hoffen hoffe moechten',
    'wollen wuerden koennen kann muessen haben sind bin werden melden melde antworten arbeiten',
    'bemuehen bemuehe tun tue versuchen versuche nehmen nehme wissen weiss bitten bitte finden',
    'bearbeiten bearbeite klaeren klaere beantworten geben wuenschen verbleiben stehen stehe',
    'setzen legen hatten waren duerfen darf sollten koennten unterstuetzen begruessen habe',
    'glauben denken bleiben empfehlen empfehle raten rate verweisen verweise lassen machen',
  ),
  results: [
    steps('0|wurde wurden ist sind', '14|erstattet storniert gutgeschrieben verschickt behoben'),
    steps(
      '0|wurde wurden ist sind wird werden',
      '14|ueberwiesen erledigt gebucht umgebucht geaendert korrigiert freigeschaltet versendet ' +
        'repariert ersetzt ausgetauscht geloescht bezahlt verlaengert reserviert entsperrt ' +
        'aktiviert weitergeleitet uebergeben abgeholt geliefert zugestellt eingetragen ' +
        'hinterlegt aufgehoben genehmigt bewilligt angepasst berichtigt ausgestellt',
    ),
    steps('0|unterwegs rausgegangen abgeschickt losgeschickt verschickt versandt rausgeschickt'),
    steps('0|ist sind', '14|worden'),
    steps('0|geht gehen', '6|raus heraus'),
    steps('0|ist sind', '4|wieder raus fertig frei drin'),
    steps('0|haengt', '3|an dran bei'),
    steps('0|funktioniert laeuft', '3|wieder'),
    steps('0|erhalten bekommen erhaeltst bekommst', '2|sie du', '12|gutschrift geld ersatz mail'),
    steps('0|sie du', '2|erhalten bekommen erhaeltst bekommst'),
    steps('0|anbei angehaengt beigefuegt'),
    steps('0|kommt', '9|zu', '1|ihnen dir euch'),
  ],
  takeovers: [
    steps(
      '0|habe haben hab',
      '16|weitergeleitet weitergegeben uebergeben uebermittelt beauftragt angerufen gesprochen ' +
        'kontaktiert informiert eingereicht gemeldet gebucht vereinbart veranlasst eskaliert ' +
        'gebeten angefragt nachgefragt eingeschaltet hinzugezogen angeschrieben beantragt ' +
        'geklaert angelegt eroeffnet bestellt verstaendigt aufgetragen gegeben abgegeben uebernommen erinnert',
    ),
    steps('0|leite leiten gebe geben', '14|weiter'),
    steps('0|uebergebe uebergeben klaere klaeren veranlasse veranlassen', '6|das es ihre ihr dies'),
    steps('0|ruft rufe rufen', '4|sie dich euch', '12|an'),
    steps('0|meldet melde melden', '3|sich mich uns', '12|ihnen dir euch'),
    steps('0|kommt', '12|ihnen dir euch'),
    steps('0|muessen brauchen musst brauchst', '9|nichts nicht', '5|weiter tun mehr'),
    steps('0|fuer', '1|sie dich euch', '8|erledigt uebernommen uebernehmen uebernehme geklaert'),
    steps('0|uebernehme uebernehmen kuemmere kuemmern'),
    steps('0|nicht', '3|erneut nochmal noch', '4|melden schildern erklaeren anrufen wiederholen'),
  ],
  asks: [
    steps('0|bitte', '8|schicken senden teilen nennen geben bestaetigen antworten mitteilen sagen'),
    steps('0|schicken senden teilen nennen geben bestaetigen sagen', '1|sie', '9|bitte mir uns'),
    steps('0|schick sende sag nenn teil gib antworte', '6|uns mir bitte'),
    steps('0|koennen koennten kannst koenntest', '1|sie du', '9|schicken senden nennen sagen'),
  ],
  instructs: [
    steps('0|klicken tippen druecken waehlen oeffnen halten geben starten schalten', '1|sie'),
    steps('0|ziehen trennen loeschen aktualisieren installieren setzen pruefen', '1|sie'),
    steps('0|koennen kannst', '2|sie du', '12|herunterladen ausdrucken verfolgen zuruecksetzen'),
    steps('0|klick klicke tipp druecke drueck waehle oeffne starte schalte zieh'),
  ],
  soothing: words(
    'danke dank vielen herzlichen geduld verstaendnis verstehen verstehe verstaendlich leid tut',
    'bedauern bedauere entschuldigung entschuldigen entschuldige bitten bitte unannehmlichkeiten',
    'unannehmlichkeit aerger veraergerung freuen freue feedback rueckmeldung hinweis wichtig',
    'zufriedenheit kunden kunde kundin kundinnen erfahrung schaetzen helfen hilfe gern gerne',
    'arbeiten hochdruck verbessern service qualitaet stets bemueht immer bald zeitnah moeglich',
    'schnell schnellstmoeglich schnellstmoeglichst kuerze moeglichst anliegen nachricht mail',
    'anfrage schreiben eingang erhalten zeit nehmen genommen ernst sehr liegt herzen liegen alles',
    'tun bestes beste weiterhin vertrauen treue wuenschen wuensche schoenen tag woche weitere',
    'fragen jederzeit verfuegung stehen rueckfragen unsere ihre ihrer ihren melden kontakt',
    'kontaktieren kontaktierung bearbeitung bearbeiten bearbeitet geduldig umstaende verzoegerung',
    'situation unzufriedenheit frust gemacht haben hoffen hoffe unterstuetzen leider momentan',
    'aktuell derzeit werden wird natuerlich selbstverstaendlich versichern hallo guten',
    'sehr geehrte geehrter intern nachvollziehen nachvollziehbar mitteilung interesse gemeinsam',
    'aergerlich unangenehm unschoen frustrierend anspruch entspricht bewusst ausserordentlich kenntnis',
    'genommen treue langjaehrige schade schoen oh nein meinung ehrliche rueckmeldungen besser werden',
    'betroffen wertvoll kritik lob anregung anregungen nachfrage aufgrund verzoegerungen kommt geben',
    'weitergeben gebe gibt weiter funktionierend leidenschaft gastgeber rueckmeldung wiedersehen wissen',
    'erinnerung ereignis geschehen passiert dank herzlich nett lieben netten entsprechen gerecht',
    'unmut aufkommen hoch hohes hohen auslastung lage laenger dauert verzoegert noch brauchen stark viele',
    'standard standards erwartungen entsprach erwartung tagen gesagt geschrieben ueberraschung aktuelles',
    'loesung finden prioritaet hoechste hohe hoher umgehend schnellst eingegangen priorisiert',
  ),
};
