import { words, type WordSet } from '../engine/match-words.ts';

/** Something that can be tried, in both languages. */
export interface ActionVerb {
  concept: string;
  /** Imperatives, infinitives, gerunds and names of the act. */
  base: WordSet;
  /** Said of what was done. */
  past: WordSet;
  /** Must stand near, such as `neu` of `neu starten`. */
  with?: WordSet;
  /** Tells enough without its object. */
  isStrong?: boolean;
}

export const actionVerbs: readonly ActionVerb[] = [
  {
    concept: 'restart',
    base: words('restart reboot restarting rebooting neustart neustarten neuzustarten reboote'),
    past: words('restarted rebooted neugestartet neustart restart rebootet reboots restarts'),
    isStrong: true,
  },
  {
    concept: 'restart',
    base: words('starten starte start booten boote fahren fahre'),
    past: words('gestartet gebootet hochgefahren'),
    with: words('neu erneut wieder'),
    isStrong: true,
  },
  {
    concept: 'restart',
    base: words('turn switch power turning switching cycle cycling'),
    past: words('turned switched powered cycled turning switching'),
    with: words('off cycle cycled'),
    isStrong: true,
  },
  {
    concept: 'restart',
    base: words('ausschalten ausmachen auszuschalten schalten schalte schalt machen mach trennen'),
    past: words('ausgeschaltet ausgemacht geschaltet getrennt ausgestellt abgeschaltet'),
    with: words('aus strom stromnetz netz ausgeschaltet ausgemacht'),
    isStrong: true,
  },
  {
    concept: 'restart',
    base: words('unplug unplugging disconnect ziehen zieh ziehe ausstecken rausziehen nehmen nimm'),
    past: words(
      'unplugged gezogen ausgesteckt rausgezogen unplugging disconnected genommen pulled',
    ),
    with: words(
      'stecker netzstecker strom plug power router modem box netzteil stromkabel steckdose it ' +
        'device kettle machine socket unplugged unplug minutes seconds minuten sekunden',
    ),
    isStrong: true,
  },
  {
    concept: 'reset',
    base: words(
      'reset resetting zuruecksetzen zurueckzusetzen werkseinstellung werkseinstellungen',
    ),
    past: words('reset resetted zurueckgesetzt werkseinstellung werkseinstellungen resettet'),
  },
  {
    concept: 'reset',
    base: words('setzen setze setz'),
    past: words('gesetzt'),
    with: words('zurueck'),
  },
  {
    concept: 'clear',
    base: words('clear delete empty leeren leere loeschen loesche loesch clearing deleting'),
    past: words('cleared deleted emptied geleert geloescht clearing deleting'),
  },
  {
    concept: 'reinstall',
    base: words('reinstall uninstall deinstallieren deinstalliere neuinstallieren reinstalling'),
    past: words(
      'reinstalled uninstalled deinstalliert neuinstalliert reinstalling neuinstallation',
    ),
    isStrong: true,
  },
  {
    concept: 'reinstall',
    base: words('installieren installiere install'),
    past: words('installiert installed'),
    with: words('neu erneut again new'),
    isStrong: true,
  },
  {
    concept: 'update',
    base: words('update upgrade aktualisieren aktualisiere updaten updating'),
    past: words('updated upgraded aktualisiert geupdatet updating update updates'),
  },
  {
    concept: 'relogin',
    base: words('abmelden ausloggen relogin logout logging'),
    past: words('abgemeldet ausgeloggt logged logging eingeloggt'),
  },
  {
    concept: 'relogin',
    base: words('log sign loggen melden melde logge'),
    past: words('logged signed'),
    with: words('out aus ab abgemeldet'),
    isStrong: true,
  },
  {
    concept: 'call',
    base: words('call ring phone calling phoning anrufen anzurufen rufen ruf rufe telefonieren'),
    past: words('called rang phoned angerufen telefoniert calling phoning telefonat gerufen'),
  },
  {
    concept: 'write',
    base: words('email write message contact schreiben schreib mailen kontaktieren kontaktiere dm'),
    past: words(
      'emailed wrote written messaged contacted geschrieben gemailt kontaktiert angeschrieben dmed',
    ),
  },
  {
    concept: 'turn_to',
    base: words('wenden wende melden melde fragen frag nachfragen ask speak talk visit go reach'),
    past: words(
      'gewandt gewendet gemeldet gefragt nachgefragt asked spoke spoken talked been went',
    ),
  },
  {
    concept: 'fill',
    base: words(
      'fill complete submit ausfuellen fuellen fuelle einreichen reichen file auszufuellen',
    ),
    past: words('filled completed submitted ausgefuellt eingereicht gestellt filed abgeschickt'),
  },
  {
    concept: 'send',
    base: words(
      'send upload attach forward provide schicken schick senden sende hochladen zusenden',
    ),
    past: words(
      'sent uploaded attached forwarded provided geschickt gesendet hochgeladen zugesandt gesandt ' +
        'geschickte mitgeschickt uebermittelt zugeschickt eingeschickt',
    ),
  },
  {
    concept: 'check',
    base: words(
      'check verify inspect look pruefen pruefe ueberpruefen ueberpruefe kontrollieren schauen ' +
        'schau nachsehen nachschauen ansehen checken checking nachzusehen kontrolliere sehen seht',
    ),
    past: words(
      'checked verified looked geprueft ueberprueft kontrolliert nachgesehen nachgeschaut gecheckt ' +
        'geschaut angesehen inspected searched checking durchsucht gesucht',
    ),
  },
  {
    concept: 'replace',
    base: words(
      'replace swap change exchange tauschen tausche austauschen wechseln wechsle ersetzen',
    ),
    past: words('replaced swapped changed exchanged getauscht ausgetauscht gewechselt ersetzt'),
  },
  {
    concept: 'clean',
    base: words(
      'clean rinse wipe reinigen reinige saeubern putzen spuelen spuele cleaning saeubere',
    ),
    past: words(
      'cleaned rinsed wiped gereinigt gesaeubert geputzt gespuelt durchgespuelt cleaning',
    ),
  },
  {
    concept: 'descale',
    base: words('descale descaling entkalken entkalke entkalkung entkalker'),
    past: words('descaled entkalkt entkalkung descaling'),
    isStrong: true,
  },
  {
    concept: 'wait',
    base: words('wait warten warte abwarten waiting gedulden'),
    past: words('waited gewartet abgewartet'),
  },
  {
    concept: 'charge',
    base: words('charge charging aufladen lade laden auflade'),
    past: words('charged aufgeladen geladen'),
  },
  {
    concept: 'connect',
    base: words(
      'connect reconnect pair plug verbinden verbinde koppeln kopple anschliessen stecken',
    ),
    past: words('connected reconnected paired plugged verbunden gekoppelt angeschlossen gesteckt'),
  },
  {
    concept: 'disable',
    base: words('disable deactivate deaktivieren deaktiviere ausstellen abschalten disabling'),
    past: words('disabled deactivated deaktiviert ausgestellt abgeschaltet disabling'),
  },
  {
    concept: 'enable',
    base: words('enable activate aktivieren aktiviere einschalten enabling freigeben'),
    past: words('enabled activated aktiviert eingeschaltet freigegeben'),
  },
  {
    concept: 'press',
    base: words('press hold push druecken druecke drueck halten halte pressing holding'),
    past: words('pressed held pushed gedrueckt gehalten pressing holding'),
  },
  {
    concept: 'use',
    base: words(
      'use try nutzen nutze verwenden versuchen versuche probieren probiere open oeffnen',
    ),
    past: words(
      'used tried genutzt verwendet benutzt versucht probiert ausprobiert opened geoeffnet',
    ),
  },
  {
    concept: 'close',
    base: words('close quit schliessen schliesse beenden beende closing'),
    past: words('closed quit geschlossen beendet closing'),
  },
  {
    concept: 'adjust',
    base: words('adjust set tighten einstellen stelle aendern aendere anpassen drehen festziehen'),
    past: words('adjusted set tightened eingestellt geaendert angepasst gedreht festgezogen'),
  },
];

/** Things by other names; each line is one thing. */
export const sameThings: readonly WordSet[] = [
  words('router modem fritzbox fritz speedport hub wlanrouter internetbox'),
  words('cache cookies browserdaten verlauf browserverlauf cookie zwischenspeicher history caches'),
  words('app application anwendung programm'),
  words('password passwort kennwort pin'),
  words('cable kabel leitung cord wire lead hdmi netzwerkkabel verbindungskabel'),
  words(
    'form formular kontaktformular onlineformular webformular antrag schadensformular formulare',
  ),
  words('hotline phone telefon helpline support kundenservice kundendienst line service'),
  words('email mail e-mail nachricht message mails emails'),
  words('photo photos picture pictures foto fotos bild bilder image screenshot screenshots'),
  words('receipt invoice rechnung beleg kaufbeleg quittung kassenbon proof kassenzettel bon'),
  words('software firmware version update treiber driver'),
  words('filter sieve sieb flusensieb filters'),
  words('battery batteries akku batterie batterien akkus'),
  words('spam junk spamordner'),
  words('seller verkaeufer haendler shop dealer retailer store laden geschaeft filiale branch'),
  words('manufacturer hersteller maker'),
  words('browser chrome firefox safari edge'),
  words('tracking sendungsverfolgung sendungsnummer trackingnummer'),
  words('water wasser tap hahn wasserhahn zulauf'),
  words('fuse sicherung sicherungen breaker fuses sicherungskasten'),
  words('document documents unterlagen dokumente nachweis nachweise papers'),
  words('seal dichtung gasket dichtungsring'),
  words('account konto benutzerkonto profil'),
  words('office amt behoerde buergeramt buergerbuero council'),
  words('sim simkarte card karte'),
  words('wifi wlan'),
  words('out heraus raus draussen entnehmen herausnehmen rausnehmen rausgenommen herausgenommen'),
  words('drin einlegen einsetzen eingelegt eingesetzt insert reinsert inserted'),
  words('hinten rueckseite rear behind'),
  words('computer rechner pc machine laptop'),
  words('range dates zeitraum datum period'),
  words('signed sign log logged logout'),
  words('shelf regal tisch flur hallway hall position standort location open place platz'),
  words('neighbours neighbors nachbarn nachbar neighbour neighbor'),
  words('entlueftet entlueften entlueftung entlueftungsventil bleed bled luft'),
  words('lueften gelueftet stosslueften lueftung ventilate air'),
  words('heizen grad raumtemperatur temperatur degrees heating'),
  words('telefon telefonisch anrufen angerufen call phone'),
  words('lageplan plan'),
  words('socket outlet steckdose steckdosen'),
  words('fuel gas petrol benzin sprit kraftstoff'),
  words('wired ethernet lan netzwerkkabel'),
  words('rollers roller walzen walze einzugswalzen rollen'),
  words('schmutzfaenger filtersieb'),
  words('firewall whitelist whitelisted allowlist'),
  words('lease contract mietvertrag vertrag'),
  words('hose schlauch abwasserschlauch pipe'),
  words('tray fach papierfach schublade drawer'),
  words('licence license lizenz key'),
];

/** Say no more than "it". */
export const vagueThings: WordSet = words(
  'it device geraet teil ding sache thing machine maschine unit everything alles again time times',
  'twice once mal male zweimal dreimal mehrfach mehrmals nochmal erneut einmal minute minutes',
  'minuten seconds sekunden stunde hour hours day days tag tage yesterday today gestern heute',
  'morgens abends help helped hilft hilfe problem issue fehler error step steps schritt schritte',
  'first then next ersten zuerst danach anschliessend nothing nichts',
);

/** Acts that stand in for one another when only the gist is compared; each line is one act. */
export const sameActs: readonly WordSet[] = [
  words(
    'loeschen geloescht deinstallieren deinstalliere uninstall deleted delete remove entfernen',
  ),
  words(
    'lade lad laden geladen runterladen herunterladen installieren installiert download downloaded',
  ),
  words(
    'vergessen forget forgot forgotten entfernen entferne entfernt remove removed rausgenommen herausnehmen clear cleared raus',
  ),
  words('abwischen wischen reinigen reinige putzen gereinigt wipe wiped clean cleaned abzuwischen'),
  words('oeffnen oeffne geoeffnet auf open opened aufgemacht'),
  words('abgestellt aus deaktivieren deaktiviere ausgeschaltet off disable disabled ausgestellt'),
  words('verbinden verbunden connect connected koppeln gekoppelt'),
  words('eingeben eingegeben eingabe enter entered'),
  words('waehlen waehle anrufen rufen dial call called'),
  words('druecken drueck press pressed choose chose'),
  words(
    'hochladen hochgeladen einreichen eingereicht abgegeben nachreichen upload submitted submit',
  ),
  words('schauen angeschaut nachsehen gesehen check checked pruefen geprueft siehst'),
  words('aktualisiert aktualisieren neuere neueren version update updated upgrade'),
  words('empty leer leeren geleert drain drained ablassen'),
  words(
    'fresh new neu neue neuen neues renew renewed renewing replaced replace getauscht frisch frische swap swapped change changed tauschen',
  ),
  words('closer nearer shift shifting moved naeher'),
  words(
    'reset zurueckgesetzt zuruecksetzen werkseinstellung werkseinstellungen werksreset factory paperclip',
  ),
  words(
    'restart restarted reboot rebooted neustart neugestartet gestartet starten powering power powered',
  ),
  words('lose loosen loosened locker lockern gelockert'),
  words('sauber verstopft verstopften verstopft clogged blocked wipe'),
  words('geknickt abgeknickt knick kinked bent'),
  words('unterschreiben unterschrieben unterzeichnen unterzeichnet sign signed signature'),
  words('beigelegt beifuegen fuegen beigefuegt enclose enclosed attach attached'),
  words('stellen aufstellen steht stellt move moved put tucked'),
];
