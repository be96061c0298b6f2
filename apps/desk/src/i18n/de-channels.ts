import type { enChannels } from './en-channels.ts';

/** Texte der Chats, Formulare und API-Kanäle in den Einstellungen. */
export const deChannels: Record<keyof typeof enChannels, string> = {
  'kinds.create': 'Chat, Formular oder Schnittstelle',
  'kinds.kind': 'Art',
  'kinds.chat': 'Chat',
  'kinds.form': 'Webformular',
  'kinds.api': 'Schnittstelle für Programme (API)',
  'kinds.title': 'Überschrift',
  'kinds.titleHint': 'Leer: der Name Ihrer Organisation.',
  'kinds.greeting': 'Begrüßung',
  'kinds.origins': 'Seiten, die ihn zeigen dürfen',
  'kinds.originsHint': 'Eine je Zeile, etwa https://laden.example.',
  'kinds.continue': 'Antworten folgen über dieses Postfach',
  'kinds.nowhere': 'Kein Postfach',
  'kinds.webhook': 'Adresse Ihres Programms (Webhook)',
  'kinds.webhookHint': 'Leer: Ihr Programm holt die Nachrichten ab.',
  'kinds.script': 'Setzen Sie diese Zeile auf Ihre Seite',
  'kinds.page': 'Eigene Seite',
  'kinds.key': 'Öffentlicher Schlüssel',
  'kinds.secret': 'Neues Geheimnis erzeugen ({kind})',
  'kinds.secretOnce': 'Nur jetzt zu sehen. Das bisherige gilt nicht mehr.',
  'kinds.errors': 'Was zuletzt misslang',
  'kinds.verified.real_server': 'Gegen echte Server geprüft',
  'kinds.verified.own_protocol': 'Eigenes Protokoll auf beiden Seiten',
  'kinds.verified.recorded': 'Gegen aufgezeichneten Verkehr geprüft',
  'kinds.verified.documentation': 'Nur nach Dokumentation gebaut',
};
