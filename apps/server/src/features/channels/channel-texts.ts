import { defineTexts } from '../../platform/i18n/texts.ts';

/** What the screens say about a channel’s health and about its tests. */
export const channelText = defineTexts(
  {
    off: 'Switched off: mail for this address is refused, and no mailbox is pulled.',
    off_web: 'Switched off: nothing is taken, and its page says so.',
    ready_chat: 'Ready: pages that carry it can open conversations.',
    ready_form: 'Ready: takes what people send.',
    ready_api: 'Ready: takes messages from programs.',
    idle: 'Waits for mail that your mail server hands in.',
    secrets_unreadable:
      'The stored secrets of this channel cannot be read: the master key is another one. Put ' +
      'the old master key back, or give password, relay and key anew.',
    starting: 'Not connected yet; the pull begins within a minute.',
    step_mailbox: 'Mailbox',
    step_relay: 'Outgoing relay',
    step_mx: 'DNS: where mail goes (MX)',
    step_spf: 'DNS: who may send (SPF)',
    step_dmarc: 'DNS: policy (DMARC)',
    step_dkim: 'DNS: signing key (DKIM)',
    no_mailbox:
      'No mailbox is pulled. Mail comes in when your mail server hands it to the SMTP port of ' +
      'Earshot.',
    mailbox_ok:
      '{count, plural, =0 {Logged in; the mailbox {mailbox} is empty.} one {Logged in; the ' +
      'mailbox {mailbox} holds one message.} other {Logged in; the mailbox {mailbox} holds # ' +
      'messages.}}',
    no_relay:
      'No relay is set: answers wait, visibly, until SMTP_URL or a relay of the channel is set.',
    relay_ok: 'The relay answers and takes our login.',
    dns_unreachable:
      'The DNS did not answer ({words}), so nothing can be said about these records.',
    mx_none: 'There is no MX record for {domain}: other mail servers do not know where mail goes.',
    mx_ok: 'Mail for {domain} goes to {hosts}.',
    spf_none: 'There is no SPF record for {domain}. Without one, receivers may refuse our answers.',
    spf_ok: 'The SPF record of {domain} is: {record}',
    dmarc_none: 'There is no DMARC record for {domain}. Large mail hosts ask for one.',
    dmarc_ok: 'The DMARC record of {domain} is: {record}',
    dkim_unset: 'No signing key is set here; let the relay sign, or set one.',
    dkim_none: 'There is no key at {name}. Publish it, or receivers see an invalid signature.',
    dkim_differs: 'The key at {name} is another one than the key we sign with.',
    dkim_ok: 'The key at {name} is the one we sign with.',
  },
  {
    off: 'Abgeschaltet: Post an diese Adresse wird abgelehnt, kein Postfach wird abgeholt.',
    off_web: 'Abgeschaltet: Nichts wird angenommen, und die Seite sagt das.',
    ready_chat: 'Bereit: Seiten, die ihn tragen, können Gespräche beginnen.',
    ready_form: 'Bereit: nimmt entgegen, was jemand schickt.',
    ready_api: 'Bereit: nimmt Nachrichten von Programmen entgegen.',
    idle: 'Wartet auf Post, die Ihr Mailserver übergibt.',
    secrets_unreadable:
      'Die gespeicherten Geheimnisse dieses Kanals lassen sich nicht lesen: Der Hauptschlüssel ' +
      'ist ein anderer. Legen Sie den alten zurück oder geben Sie Passwort, Mailserver und ' +
      'Schlüssel neu ein.',
    starting: 'Noch nicht verbunden; die Abholung beginnt innerhalb einer Minute.',
    step_mailbox: 'Postfach',
    step_relay: 'Ausgehender Mailserver',
    step_mx: 'DNS: wohin Post geht (MX)',
    step_spf: 'DNS: wer senden darf (SPF)',
    step_dmarc: 'DNS: Richtlinie (DMARC)',
    step_dkim: 'DNS: Signaturschlüssel (DKIM)',
    no_mailbox:
      'Es wird kein Postfach abgeholt. Post kommt an, wenn Ihr Mailserver sie an den SMTP-Port ' +
      'von Earshot übergibt.',
    mailbox_ok:
      '{count, plural, =0 {Angemeldet; das Postfach {mailbox} ist leer.} one {Angemeldet; im ' +
      'Postfach {mailbox} liegt eine Nachricht.} other {Angemeldet; im Postfach {mailbox} ' +
      'liegen # Nachrichten.}}',
    no_relay:
      'Kein ausgehender Mailserver ist eingestellt: Antworten warten sichtbar, bis SMTP_URL ' +
      'oder einer für diesen Kanal gesetzt ist.',
    relay_ok: 'Der ausgehende Mailserver antwortet und nimmt unsere Anmeldung an.',
    dns_unreachable:
      'Das DNS hat nicht geantwortet ({words}); über diese Einträge lässt sich daher nichts sagen.',
    mx_none:
      'Für {domain} gibt es keinen MX-Eintrag: Andere Mailserver wissen nicht, wohin mit der Post.',
    mx_ok: 'Post für {domain} geht an {hosts}.',
    spf_none:
      'Für {domain} gibt es keinen SPF-Eintrag. Ohne ihn lehnen Empfänger unsere Antworten ' +
      'womöglich ab.',
    spf_ok: 'Der SPF-Eintrag von {domain} lautet: {record}',
    dmarc_none: 'Für {domain} gibt es keinen DMARC-Eintrag. Große Mailanbieter verlangen einen.',
    dmarc_ok: 'Der DMARC-Eintrag von {domain} lautet: {record}',
    dkim_unset:
      'Hier ist kein Signaturschlüssel gesetzt; lassen Sie den ausgehenden Server signieren ' +
      'oder setzen Sie einen.',
    dkim_none:
      'Unter {name} liegt kein Schlüssel. Veröffentlichen Sie ihn, sonst sehen Empfänger eine ' +
      'ungültige Signatur.',
    dkim_differs: 'Der Schlüssel unter {name} ist ein anderer als der, mit dem wir signieren.',
    dkim_ok: 'Der Schlüssel unter {name} ist der, mit dem wir signieren.',
  },
);
