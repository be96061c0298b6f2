import { words, type WordSet } from '../engine/match-words.ts';

/** Everyday words for what an advice says in others; each line is one act or thing, both languages. */
export const sameSayings: readonly WordSet[] = [
  words(
    'vom stromnetz netz stromlos steckdose ausstecken ausgesteckt eingesteckt einstecken abgezogen',
    'ausgemacht angemacht ausmachen anmachen runtergefahren hochgefahren herunterfahren abgeklemmt wall',
    'mains unplug unplugged off restart reboot cycle rebooted restarted turn turned switch switched power',
    'powered neustart starten gestartet neugestartet booten gebootet ausschalten ausgeschaltet trennen',
    'getrennt abstecken stecker netzstecker kurz minute minutes seconds sekunden minuten',
  ),
  words(
    'runtergeschmissen draufgemacht runtergeworfen heruntergeladen runtergeladen geholt neuinstallation',
    'deinstalliert deinstallieren deinstallierst installierst uninstall uninstalled uninstalling reinstall',
    'reinstalled reinstalling redownload redownloaded download downloaded deleted delete geloescht loeschen',
    'installieren installiert install installed',
  ),
  words(
    'kasten kiste box router modem gateway hub receiver decoder basisstation repeater verstaerker',
  ),
  words('telly tv fernseher fernsehgeraet television glotze bildschirm screen smart-tv'),
  words('phone mobile handset handy handys smartphone iphone telefon'),
  words('rechner notebook laptop computer pc macbook tablet'),
  words('lead leads kabel cable cables hdmi kabels ladekabel netzkabel cord patchkabel strippe'),
  words('bild foto bilder fotos aufnahmen pics pictures photos images screenshot screenshots'),
  words('dichtung gummi ring seal gasket dichtungen o-ring dichtungsring'),
  words('sieb filter flusensieb strainer filters siebe mesh ablauf abfluss drain'),
  words(
    'lueften geluftet fenster stosslueften auslueften offen ventilate ventilation air windows open',
  ),
  words(
    'giessen gegossen waessern water watering watered feucht duengen geduengt feed fed fertiliser',
  ),
  words(
    'oel oelen geoelt fetten gefettet tropfen lube lubricate oil oiled spray schmieren geschmiert',
  ),
  words(
    'schaerfen geschaerft schleifen geschliffen klingen messer sharpen sharpened blades wenden',
  ),
  words('sprit benzin kraftstoff tanken getankt fuel petrol gas refill tank'),
  words(
    'wassertank tank nachfuellen fuellen gefuellt voll randvoll auffuellen refill refilled full',
  ),
  words('spam junk spamordner werbung spamverdacht junkmail'),
  words(
    'nachbar nachbarn nachbarin parteien hausflur treppenhaus neighbour neighbours door doors next',
  ),
  words(
    'tonne muelltonne biotonne kerb kerbside bin bins gehweg strassenrand rausgestellt lid deckel',
  ),
  words(
    'cache cookies verlauf browserdaten history website-daten cleared clear geleert leeren loeschen',
  ),
  words('browser chrome firefox safari edge opera inkognito inkognitofenster incognito private'),
  words(
    'passwort kennwort zugangsdaten password login credentials zuruecksetzen reset forgot vergessen',
  ),
  words('code tan pin einmalcode bestaetigungscode otp verification zahlencode sms'),
  words(
    'bestaetigen bestaetigt verifizieren verifiziert verify verified link klicken geklickt click clicked',
  ),
  words(
    'freigegeben erlauben erlaubt zugriff berechtigung standort permission permissions allow allowed',
  ),
  words('benachrichtigungen notifications push mitteilungen'),
  words('vpn adblocker werbeblocker blocker proxy firewall ad virenscanner antivirus'),
  words('flugmodus flight aeroplane airplane mode toggle toggled'),
  words('sim simkarte karte chip esim qr tray'),
  words('bluetooth koppeln gekoppelt kopplung pair pairing paired verbunden geraeteliste forget'),
  words('speedtest speed messung gemessen test lan ethernet wired mbit meg'),
  words(
    'update updates aktuell neuesten neueste stand version aktualisieren aktualisiert latest date',
  ),
  words('sicherung fi schutzschalter sicherungskasten fuse breaker trip tripped herausgesprungen'),
  words(
    'entlueften entlueftet entluefter luft heizkoerper radiator bleed bled bleeding trapped air',
  ),
  words(
    'entkalken entkalkt kalk entkalkung entkalkungsprogramm descale descaling limescale vinegar essig',
  ),
  words('duese duesen duesenreinigung druckkopf nozzle nozzles head cleaning reinigung reinigen'),
  words(
    'schrauben festgezogen festgezogen nachgezogen tighten tightened bolts screws anziehen fest done',
  ),
  words(
    'akku laden geladen strom charge charged charging aufladen ladestation ladekabel overnight nacht',
  ),
  words('batterien batterie akkus battery batteries zellen knopfzelle cells'),
  words(
    'ausweis ausweiskopie perso pass identity id passport identification legitimation personalausweis',
  ),
  words(
    'beleg rechnung quittung kassenbon kaufbeleg kassenzettel receipt invoice proof purchase bon',
  ),
  words('kontoauszug statement auszug bank bescheinigung nachweis'),
  words('attest krankmeldung bescheinigung arzt certificate note doctor aerztliches aerztlich'),
  words('iban bankverbindung konto kontodaten sort account details bank bankdaten'),
  words('zaehlerstand zaehlerstaende stand ablesung reading readings meter abgelesen durchgegeben'),
  words('mietvertrag vertrag kaufvertrag contract agreement tenancy lease unterschrieben signed'),
  words('geburtsdatum geburtstag birth dob birthday'),
  words('rahmennummer seriennummer modellnummer serial model number nummer typenschild imei'),
  words('bestellnummer auftragsnummer order number bestellung reference ref referenz aktenzeichen'),
  words(
    'hotline leitung warteschleife durchgekommen angerufen anrufen rufen call called calls rang ring hold',
    'helpline line phone phoned telefoniert gesprochen spoke speak talk talked customer care',
  ),
  words(
    'mail gemailt emailed email mails geschrieben schreiben schreib drop line wrote write anschreiben',
  ),
  words('dm dms dmed pn pm direktnachricht privatnachricht private message messaged inbox'),
  words(
    'formular webform form onlineformular ausgefuellt filled complete completed fill abgeschickt antrag',
  ),
  words(
    'portal konto account kundenkonto kundenportal settings einstellungen option menu app profil my',
  ),
  words('filiale branch schalter counter shop store laden vor-ort persoenlich person visit went'),
  words(
    'faq faqs forum hilfeseiten help pages centre hilfebereich community anleitung manual guide',
  ),
  words('haendler verkaeufer seller retailer shop dealer merchant gekauft bought purchase'),
  words('bank sparkasse kreditinstitut lender kartenanbieter issuer'),
  words('fahrer zusteller paketdienst bote driver courier carrier dhl dpd hermes ups gls'),
  words('vermieter hausverwaltung hausmeister landlord agent caretaker verwalter'),
  words('hausarzt hausaerztin gp surgery praxis arzt aerztin doctor'),
  words('termin appointment buchen gebucht booked booking book vereinbaren vereinbart slot'),
  words(
    'warten gewartet geduld abwarten patience bear wait waited hours stunden tage days wochen weeks',
  ),
  words('einschreiben schriftlich brief writing letter post posted postalisch'),
  words(
    'label retourenlabel ruecksendeetikett etikett returns return retoure print drucken herunterladen',
  ),
  words(
    'naeher nahe naehe direkt daneben neben closer next beside standort platz move moved freistehend',
  ),
  words('messwerte protokoll logs logdatei log diagnose diagnosebericht bericht report'),
];
