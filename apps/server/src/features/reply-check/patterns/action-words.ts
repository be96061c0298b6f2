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

/** Say no more than "it". */
export const vagueThings: WordSet = words(
  'it device geraet teil ding sache thing machine maschine unit everything alles again time times',
  'twice once mal male zweimal dreimal mehrfach mehrmals nochmal erneut einmal minute minutes',
  'minuten seconds sekunden stunde hour hours day days tag tage yesterday today gestern heute',
  'morgens abends help helped hilft hilfe problem issue fehler error step steps schritt schritte',
  'first then next ersten zuerst danach anschliessend nothing nichts',
);
