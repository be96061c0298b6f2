import { words, type WordSet } from '../engine/match-words.ts';

/**
 * What an advice can be about, in other words; each line is one thing or act, both languages. Forms
 * are met by their stems; a word may stand in several lines.
 */
export const sameWords: readonly WordSet[] = [
  // Acts on a device
  words(
    'starten neustart neustarten neugestartet booten reboot rebooten rebooted durchstarten hochfahren',
    'stromlos strom stecker netzstecker ausstecken gezogen ziehen trennen getrennt kaltstart restart',
    'restarted ausschalten ausgeschaltet einschalten abschalten unplug unplugged power powered cycle',
    'switch switched turn turned reset neu wieder',
  ),
  words(
    'reset zuruecksetzen zurueckgesetzt werksreset werkseinstellung werkseinstellungen factory pinhole',
    'paperclip resetten resettet restore default hardreset entstoeren entstoert entstoerung',
  ),
  words(
    'reinigen gereinigt saeubern sauber putzen geputzt wischen abwischen abgewischt spuelen gespuelt',
    'auswaschen durchspuelen clean cleaned wipe wiped rinse rinsed wash washed scrub tuch alkohol cloth',
    'spuelmaschine degrease staub pusten ausgeblasen',
  ),
  words(
    'entkalken entkalkt entkalkung entkalker kalk descale descaled descaling limescale mineral',
  ),
  words(
    'tauschen getauscht austauschen ausgetauscht wechseln gewechselt ersetzen ersetzt erneuern erneuert',
    'neu neue neuen neues neuer auswechseln replace replaced swap swapped change changed renew renewed',
    'new fresh frisch umgetopft umtopfen topf andere anderen anderes anderer different another other',
    'zweiten second ersatz replacement',
  ),
  words(
    'raus rein rausnehmen herausnehmen entnehmen einsetzen eingesetzt wiedereinsetzen einlegen eingelegt',
    'reinstecken umstecken umgesteckt ausbauen einbauen reseat reseated reinsert pushed push insert',
    'abziehen aufstecken gesteckt stecken anstecken sitzt push pop',
  ),
  words(
    'aktualisieren aktualisiert update updated updaten geupdatet upgrade aufspielen aufgespielt einspielen',
    'eingespielt firmware version neueste neuesten latest treiber driver drivers bios aktuell software',
  ),
  words('kalibrieren kalibriert kalibrierung kompasskalibrierung calibrate calibrated recalibrate'),
  words(
    'installieren installiert deinstallieren neuinstallieren install reinstall reinstalled uninstall',
  ),
  words(
    'loeschen geloescht leeren geleert cache cookies clear cleared delete deleted empty browserdaten',
  ),
  words(
    'einloggen eingeloggt ausloggen ausgeloggt abmelden anmelden login logout log logged sign signed',
  ),
  words(
    'koppeln gekoppelt verbinden verbunden pair paired pairing repair connect connected reconnect',
  ),
  words('druecken gedrueckt halten gehalten press pressed hold held button buttons taste knopf'),
  words('ausschalten deaktivieren deaktiviert disable disabled aus abgestellt off deactivate'),
  words('einschalten aktivieren aktiviert enable enabled an on activate freigeben freigegeben tan'),
  words('nachziehen nachgezogen festziehen schrauben tighten tightened screws anziehen angezogen'),
  words('oel oelen geoelt schmieren geschmiert lube oil oiled grease fett'),
  words(
    'stellen umstellen umgestellt gestellt verschieben standort platz naeher move moved moving',
  ),
  words(
    'aufladen aufgeladen laden geladen ladegeraet netzteil charge charged charger charging nacht',
  ),
  words('lueften gelueftet ventilate heizen grad heating entlueften entlueftet bleed'),
  words(
    'auffuellen aufgefuellt nachfuellen druck wasserdruck bar pressure top topped gauge manometer',
  ),
  words('abdrehen zudrehen haupthahn hahn schale eimer gefaess unterstellen auffangschale bucket'),
  words('kanal channel band bands frequency frequenz split'),
  words('kompatibilitaet einstellung einstellungen settings setting konfiguration refresh rate'),
  words('formatieren speichern gespeichert saved save utf csv datei file beispieldatei sample'),
  // Things
  words('router modem hub box fritzbox ont geraet device display unit'),
  words('kabel patchkabel netzwerkkabel cable cord wire leitung lan'),
  words('steckdose dose socket outlet plug anschluss testdose'),
  words('browser firefox chrome safari edge inkognito incognito'),
  words('handy telefon phone smartphone iphone'),
  words('dichtung dichtungsring gasket seal gummi'),
  words('messer klinge blade'),
  words('akku batterie batterien battery batteries'),
  words('filter sieb flusensieb filters sieve'),
  words('behaelter auffangbehaelter tresterbehaelter tank tray fach schublade container'),
  words('kontakte contacts chip patrone cartridge'),
  words('propeller props rotor rotoren'),
  words('sicherung sicherungen fuse fuses breaker'),
  words('nachbar nachbarn treppenhaus neighbour neighbours neighbor door parteien haus'),
  words('keller schuppen garage carport shed porch bin bins porches property safe'),
  words('spam junk spamordner postfach inbox'),
  // What is handed in or said
  words(
    'schicken geschickt senden gesendet gesandt zusenden zukommen uebermitteln uebermittelt einreichen',
    'eingereicht nachreichen hochladen hochgeladen vorlegen vorgelegt beifuegen beigefuegt beigelegt',
    'abgeben abgegeben abgabe mitschicken einsenden zuleiten zuschicken bereitstellen reichen send sent',
    'forward forwarded provide provided supply supplied submit submitted upload uploaded attach attached',
    'share shared ping furnish enclosed enclose benoetigen benoetigt erforderlich fehlt fehlen need require',
    'required nachweis brauchen let liegen liegt vorliegt posten',
  ),
  words(
    'foto fotos bild bilder aufnahme abfotografieren fotografieren photo photos picture pictures pics',
  ),
  words(
    'unterlagen nachweis nachweise beleg belege rechnung bescheinigung kopie dokument dokumente scan',
    'documents document proof receipt statement invoice copy evidence paperwork papers evidencing quittung',
    'kaufbeleg kassenbon bon kassenzettel zahlungsbeleg postage original',
  ),
  words('zaehler zaehlerstand zaehlerfoto stand meter reading zaehlernummer ablesung ablesen'),
  words('einkommen einkommensnachweis gehalt elterneinkommen einkommensunterlagen income payslip'),
  words('plan kostenplan heil lageplan'),
  words('unterschreiben unterschrift unterzeichnen unterschrieben sign signed signature'),
  words('vertrag mietvertrag contract lease agreement'),
  words('adresse anschrift address forwarding'),
  words('tracking sendungsnummer sendungsverfolgung trackingnummer sendung number'),
  // Whom one turns to, and how
  words(
    'anrufen angerufen telefonieren telefonat telefonisch hotline telefon nummer durchklingeln klingeln',
    'geklingelt rufnummer rufen gerufen call called ring rang rung phone phoned telephone helpline',
    'calling servicetelefon stoerungsnummer anruf leitstelle callcenter centre phones number erreichen',
    'geht warteschleife voicemail',
  ),
  words(
    'schreiben geschrieben schriftlich mail mails mailen gemailt angeschrieben anschreiben email emailed',
    'wrote written write writing letter brief post einschreiben nachricht formlos textform fax message',
    'messaged dm pn tweeted',
  ),
  words(
    'formular formulare webformular onlineformular antrag ausfuellen ausgefuellt form forms fill filled',
    'complete completed portal kundenportal online app eingeben eingegeben eingetragen eintragen webform',
    'maengelmelder anfrageformular enquiry submit ticket tickets melder logged log report reported bogen',
    'serviceportal nutzen web website meldung melden gemeldet',
  ),
  words(
    'fragen gefragt nachfragen nachgefragt anfragen angefragt erkundigen ansprechen angesprochen asked ask',
    'rumgefragt herumfragen nachhaken enquire enquired checking word knock knocked klingeln geklingelt',
  ),
  words(
    'filiale shop laden geschaeft schalter store branch desk front counter vorbei persoenlich office',
  ),
  words('hersteller manufacturer maker'),
  words('haendler verkaeufer seller retailer dealer sender absender versender'),
  words(
    'vermieter hausverwaltung verwaltung landlord agent hausmeister gastgeber host eigentuemer',
  ),
  words('betreiber operator netzbetreiber county kreis landkreis gemeinde magistrat stadt council'),
  words('chat livechat chatten'),
  words(
    'kuendigen gekuendigt kuendigung storno stornieren storniert abmelden abgemeldet abmeldung beenden',
    'cancel cancelled canceled cancellation cancelling abbestellen widerrufen widerruf terminate notice',
  ),
  words('sperren gesperrt sperrung freeze frozen block blocked lock'),
  words('ueberweisen ueberwiesen bezahlen bezahlt zahlen gezahlt pay paid payment zahlung excess'),
  words('warten gewartet abwarten gedulden geduld wait waited waiting'),
  words(
    'suchen gesucht nachsehen nachgesehen nachschauen schauen geschaut search searched look looked',
  ),
  words(
    'pruefen geprueft kontrollieren kontrolliert ueberpruefen checken gecheckt vergewissern check checked',
    'verify verified sure make sicherstellen stimmt korrekt',
  ),
  words('termin vereinbaren buchen gebucht appointment book booked slot'),
  words('bestaetigen bestaetigt bestaetigung confirm confirmed confirmation'),
  words('falle fallen schlagfallen stahlwolle loecher oeffnungen traps holes'),
  words('spiegeln monitor bildschirm screen display'),
  words('giessen gegossen wasser water watered hell licht fenster window'),
];
