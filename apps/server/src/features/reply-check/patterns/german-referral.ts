import { steps, words } from '../engine/match-words.ts';
import { germanChannels, germanEndings, germanPlaces } from './german-aims.ts';
import type { ReferralPatterns, RequestVerb } from './referral-patterns.ts';

const reach = ['place', 'channel', 'address', 'them'] as const;

/** Imperatives of Sie, du and ihr, infinitives and what modals take; no past, no third person. */
const verbs: RequestVerb[] = [
  { forms: words('wenden wende wend wendet'), with: words('sich dich euch an'), us: 1.2 },
  { forms: words('kontaktieren kontaktiere kontaktier kontaktiert kontaktierst'), us: 1.2 },
  { forms: words('anrufen anzurufen durchklingeln anklingeln telefonieren'), us: 2 },
  { forms: words('rufen ruf rufe ruft klingeln klingel'), with: words('an durch'), us: 2 },
  { forms: words('melden melde meldet meld'), with: words('sich dich euch'), us: 1.2 },
  { forms: words('anschreiben anzuschreiben dmen pnen mailen mailt'), us: 2 },
  {
    forms: words('schreiben schreib schreibe schreibt'),
    with: words('an dm pn mail email nachricht direktnachricht privatnachricht pm whatsapp'),
    us: 2.2,
  },
  { forms: words('schreiben schreib schreibe schreibt'), us: 1.3 },
  {
    forms: words(
      'schicken schick schicke schickt senden sende sendet zusenden zuschicken zukommen',
      'hinterlassen hinterlass hinterlasst lassen lass lasst',
    ),
    with: words(
      'dm pn pm mail email nachricht direktnachricht privatnachricht fax brief direct private',
    ),
    self: 2.4,
  },
  {
    forms: words('schicken schick schicke schickt senden sende sendet uebermitteln mailen'),
    aims: ['address', 'place'],
  },
  {
    forms: words('nachfragen nachzufragen anfragen anzufragen erkundigen erfragen nachhaken'),
    aims: reach,
  },
  { forms: words('fragen frag frage fragt haken hake'), with: words('nach bei an'), aims: reach },
  {
    forms: words('erkundigen erkundige erkundigt informieren informiere informiert'),
    with: words('sich dich euch'),
    aims: reach,
  },
  { forms: words('waehlen waehle waehl waehlt'), aims: ['address'] },
  {
    forms: words('besuchen besuche besuch besucht aufsuchen aufzusuchen ansteuern'),
    aims: ['place', 'channel', 'address'],
  },
  { forms: words('suchen such suche sucht'), with: words('auf'), aims: reach },
  {
    forms: words('vorsprechen vorzusprechen vorbeikommen vorbeizukommen vorbeischauen'),
    self: 2.2,
  },
  {
    forms: words('kommen komm kommt schauen schau schaut gehen geh geht sehen sieh guck guckt'),
    with: words('vorbei in zu zum zur auf bei ins unter nach'),
    aims: ['place', 'channel', 'address'],
  },
  {
    forms: words('sprechen sprich sprecht reden rede redet telefonieren'),
    with: words('mit an bei'),
    us: 1.5,
  },
  {
    forms: words('nehmen nimm nehmt treten tritt setzen setz setze setzt aufnehmen aufzunehmen'),
    with: words('kontakt verbindung'),
    us: 1.2,
    self: 1,
  },
  {
    forms: words(
      'nutzen nutze nutz nutzt benutzen benutze benutzt verwenden verwende verwendet gebrauchen',
    ),
    aims: ['channel', 'address'],
  },
  {
    forms: words(
      'fuellen fuell fuelle fuellt ausfuellen auszufuellen reichen reich reiche reicht einreichen',
      'einzureichen stellen stell stelle stellt beantragen beantrage beantragt eroeffnen',
      'eroeffne erstellen erstelle geben gib gebt eingeben laden lade hochladen',
    ),
    with: words(
      'formular kontaktformular onlineformular antrag ticket anfrage beschwerde reklamation',
      'bei beim ueber via im schadensmeldung meldung formblatt serviceanfrage',
    ),
    aims: reach,
  },
  {
    forms: words('richten richte richtet adressieren adressiere vorbringen vorzubringen'),
    with: words('an bei beim'),
    aims: reach,
  },
  {
    forms: words(
      'klaeren klaer klaere klaert abklaeren abzuklaeren besprechen bespreche besprich absprechen',
      'vereinbaren vereinbare vereinbart ausmachen buchen buche reklamieren reklamiere',
      'beschweren beschwere bemuehen anfordern',
    ),
    with: words('mit bei beim im ueber unter online sich telefonisch'),
    aims: reach,
  },
  { forms: words('folgen folge folgt'), with: words('uns zurueck'), self: 2, aims: ['us'] },
  { forms: words('rufen ruf beauftragen beauftrage holen bestellen'), aims: ['place'] },
  { forms: words('posten poste postet'), aims: ['channel'] },
  {
    forms: words('versuchen versuche versuch versucht probieren probier'),
    aims: reach,
    isClose: true,
  },
  {
    forms: words('erreichen erreichst erreicht'),
    with: words('unter ueber auf via per telefonisch von'),
    us: 1.5,
  },
  {
    forms: words('loggen logge einloggen einzuloggen anmelden anzumelden registrieren'),
    aims: ['address'],
  },
  {
    forms: words('beantragen beantrage reklamieren einreichen aendern melden anfordern'),
    aims: ['place', 'channel'],
  },
];

/** German requests, aims and exceptions. */
export const germanReferral: ReferralPatterns = {
  verbs,
  places: germanPlaces,
  placeEndings: germanEndings.places,
  channels: germanChannels,
  channelEndings: germanEndings.channels,
  noAim: words(
    'stelle stellen zustelle dienst anfragestelle baustelle anstelle gesamt insgesamt allesamt',
    'apparat vorrat heirat seite seiten adresse leitung partner team bereich konto mittelpunkt',
    'stadtrat gaeste karte hintergrundbereich unternehmen bund verbund',
    'haus zuhause ursache rechner leitung handbuch anlage karte video hilfe abhilfe land artikel google rathaushaus',
    'verdienst daraufhin bankverbindung nachricht damit teilnahme gang zustellung',
  ),
  them: words('dort dorthin denen diesen diesem dessen'),
  us: words('uns mir mich'),
  you: words('dir dich euch'),
  safe: words(
    'arzt aerztin hausarzt hausaerztin notarzt notruf rettungsdienst feuerwehr 112 110 116117',
    'giftnotruf krankenhaus apotheke apotheker zahnarzt bereitschaftsdienst tierarzt',
    'giftnotrufzentrale notaufnahme telefonseelsorge kinderarzt arztpraxis',
  ),
  disclaimers: [
    steps('0|nicht kein keine leider', '4|zustaendig verantwortlich'),
    steps(
      '0|nicht',
      '3|zustaendigkeit zustaendigkeitsbereich aufgabenbereich verantwortungsbereich',
    ),
    steps('0|keine', '1|zustaendigkeit ansprechpartner handhabe'),
    steps('0|nicht', '2|bei in', '1|uns unserer unserem unseren', '2|zustaendigkeit hand haenden'),
    steps('0|faellt', '4|nicht', '4|bereich zustaendigkeit zustaendigkeitsbereich ressort'),
    steps('0|nicht', '1|der die', '1|richtige richtigen', '2|ansprechpartner adresse stelle'),
    steps('0|falsche falschen', '2|abteilung stelle adresse ansprechpartner amt'),
    steps('0|hier ueber auf', '5|nicht keine keinen', '5|helfen weiterhelfen einsehen zugriff'),
    steps(
      '0|keinen kein',
      '2|zugriff einblick zugang',
      '8|kundendaten konten daten hier kundenkonto',
    ),
    steps('0|nicht', '2|weiterhelfen'),
    steps(
      '0|nur ausschliesslich lediglich',
      '3|telefonisch schriftlich persoenlich ort online formular filiale hotline post',
      '5|moeglich bearbeiten bearbeitet erfolgen beantragen machbar klaeren geaendert',
    ),
    steps(
      '0|nur ausschliesslich',
      '2|ueber bei beim im per via in durch unter mit',
      '7|moeglich bearbeitet erfolgen erledigt klaeren beantragt eingereicht entgegengenommen',
    ),
    steps('0|muessen muss', '8|selbst', '4|klaeren regeln melden kuemmern'),
    steps('0|sache angelegenheit', '1|des der von eurer ihrer deiner ihres deines'),
    steps('0|fall sache thema', '1|fuer', '1|ihre den die das ihren eure deine deinen'),
    steps('0|nichts', '1|zu', '1|machen aendern'),
    steps('0|nichts', '1|zu', '1|tun'),
    steps('0|nur ausschliesslich', '2|telefonisch schriftlich persoenlich'),
    steps('0|keinen keine', '2|einfluss'),
    steps('0|liegt liegen', '3|beim bei', '3|amt hersteller vermieter haendler netzbetreiber'),
  ],
  responsibles: [
    steps('0|zustaendig zustaendige zustaendigen zustaendiger verantwortlich'),
    steps('0|ansprechpartner ansprechpartnerin ansprechstelle anlaufstelle kontaktperson'),
    steps('0|kuemmert kuemmern', '6|darum um hierum'),
    steps('0|betreut verantwortet'),
    steps('0|kann koennen', '8|helfen weiterhelfen beantworten sagen beraten'),
    steps('0|hilft helfen beantwortet beantworten', '6|weiter gern gerne'),
    steps('0|obliegt unterliegt'),
    steps('0|auskunft auskuenfte'),
    steps('0|beraet beraten weiss wissen'),
    steps('0|steht stehen', '8|verfuegung'),
    steps('0|haendigt erteilt erledigt uebernimmt verbucht entscheidet regelt'),
  ],
  pointers: [
    steps('0|erreichen erreichst erreicht', '8|unter ueber auf von via'),
    steps('0|erreichbar', '4|unter von ueber'),
    steps('0|unter', '9|erreichbar erreichen'),
    steps('0|finden findest findet', '7|unter auf ueber im in hier'),
    steps('0|unter auf im in hier', '5|finden findest findet'),
    steps('0|weitere mehr naehere alle', '2|informationen infos hinweise details', '6|unter auf'),
    steps('0|zu', '1|finden', '3|unter auf'),
    steps('0|gibt', '2|es', '8|unter auf im in bei beim'),
    steps('0|haelt halten', '8|bereit'),
  ],
  passives: [
    steps('0|entnehmen entnimm entnehmt entnehme'),
    steps('0|steht stehen', '3|in im auf unter'),
    steps('0|ist sind waere', '9|zu', '2|richten stellen senden beantragen melden klaeren wenden'),
    steps('0|ist sind', '9|einzureichen anzugeben vorzulegen anzufordern anzumelden vorzubringen'),
    steps(
      '0|muss muessen muesste muessten kann koennen koennte sollte sollten',
      '12|beantragt eingereicht gestellt gemeldet geklaert gerichtet angefordert vereinbart ' +
        'reklamiert geaendert gesendet vorgenommen ausgefuellt kontaktiert storniert',
      '2|werden',
    ),
    steps('0|erfolgt erfolgen laeuft laufen', '4|ueber bei beim durch per via'),
    steps('0|empfiehlt empfehlenswert ratsam', '12|zu anzurufen nachzufragen kontaktieren'),
  ],
  prepositions: words(
    'in im ins ueber uebers bei beim auf aufs an am ans unter per via mit mittels zu zum zur durch',
    'von vom dem',
  ),
  exclusive: [
    steps('0|nur ausschliesslich lediglich', '3|ueber vom von durch bei beim im in per unter'),
  ],
  receiving: words(
    'erhalten erhaeltst erhalte bekommen bekommst bekommt kriegen kriegst kommt warten antworten',
    'antworte antwortet zeigen zurueckschicken einschicken umtauschen abholen hierauf mitbringen',
    'bringen merken gewartet wundern behalten kuendigt anhang',
  ),
  whereabouts: [
    steps('0|wo wohin woher', '2|kann finde bekomme muss melde kriege soll ich man gibt steht'),
    steps('0|wie', '1|kann komme mache geht finde melde beantrage bekomme stelle muss soll'),
    steps('0|an bei', '1|wen wem welche welcher welches welchen'),
    steps('0|welche welches welcher', '2|stelle amt nummer formular seite adresse telefonnummer'),
    steps('0|gibt', '1|es', '8|formular seite nummer link adresse telefonnummer anleitung'),
    steps('0|wer', '1|ist', '3|zustaendig'),
    steps('0|link telefonnummer', '3|schicken geben haben'),
  ],
  vast: words(
    'faq faqs homepage website webseite internetseite internetauftritt hilfebereich hilfecenter',
    'hilfeseiten hilfeseite internet hotline kundenservice wissensdatenbank kundendienst support',
  ),
  optional: [
    steps('0|alternativ'),
    steps('0|gern gerne', '3|auch jederzeit direkt'),
    steps('0|auch', '2|gern gerne jederzeit'),
    steps('0|jederzeit'),
    steps('0|zoegern scheuen zoegere scheu'),
    steps('0|lieber', '3|ist waere'),
    steps('0|falls wenn sofern sollte sollten', '12|lieber moechten moechtest eilt dringend'),
    steps('0|falls wenn sofern sollte sollten solltest', '14|dazwischenkommt aendert klappen'),
    steps('0|falls sofern'),
    steps('0|bis', '1|dahin'),
    steps('0|natuerlich selbstverstaendlich', '4|auch'),
    steps('0|koennen kannst koennt', '3|auch'),
  ],
  conditional: [
    steps(
      '0|falls wenn sollten solltest solltet sofern bei',
      '6|fragen rueckfragen frage anliegen',
    ),
    steps('0|fuer', '1|rueckfragen naehere'),
    steps('0|fuer', '1|weitere', '1|fragen auskuenfte'),
    steps('0|bei', '2|rueckfragen fragen unklarheiten problemen'),
    steps('0|falls wenn sollten solltest sofern', '6|weitere weiteres weiterhin noch etwas'),
    steps('0|haben hast habt', '3|weitere noch', '3|fragen anliegen'),
  ],
  statutory: [
    steps('0|schlichtungsstelle verbraucherschlichtungsstelle schlichtung streitbeilegung'),
    steps('0|universalschlichtungsstelle ombudsstelle ombudsmann os odr'),
    steps('0|widerruf widerrufsrecht widerrufsbelehrung widerrufsfrist muster widerrufsformular'),
    steps('0|widerspruch einspruch klage beschwerde', '12|monats monat wochen frist erhoben'),
    steps('0|rechtsbehelfsbelehrung rechtsmittelbelehrung aufsichtsbehoerde'),
    steps('0|datenschutzbeauftragten datenschutzbeauftragte datenschutzbeauftragter'),
    steps(
      '0|beschweren beschwerde',
      '6|aufsichtsbehoerde datenschutzaufsicht bafin landesbeauftragten landesbeauftragte bundesnetzagentur',
    ),
  ],
  arranged: [
    steps('0|termin platz zimmer tisch', '9|reserviert gebucht vereinbart eingetragen notiert'),
    steps('0|reserviert gebucht vereinbart', '6|termin'),
    steps('0|erwartet erwarten', '3|sie dich euch'),
    steps('0|liegt liegen steht', '6|bereit abholbereit'),
    steps('0|hinterlegt abholbereit'),
  ],
};
