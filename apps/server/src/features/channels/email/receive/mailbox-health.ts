/** How a pulled mailbox fares, in a word for programs. */
export type MailboxHealthCode =
  | 'ok'
  | 'off'
  | 'connecting'
  | 'unreachable'
  | 'name_unknown'
  | 'silent'
  | 'not_encrypted'
  | 'login_refused'
  | 'token_refused'
  | 'token_server_away'
  | 'no_such_mailbox'
  | 'server_error'
  | 'cannot_store'
  | 'mail_too_large'
  | 'mails_missing';

/** Numbers and names that the text speaks of. */
export interface MailboxFacts {
  readonly host: string;
  readonly mailbox: string;
  /** Mails that are on the server and not with us. */
  readonly missing: number;
  readonly next_try_at: string | null;
}

/** The health of a mailbox, as the contract shows it, before it is put into words. */
export interface MailboxHealth {
  readonly state: 'ok' | 'connecting' | 'failing' | 'off';
  readonly code: MailboxHealthCode;
  readonly facts: MailboxFacts;
  /** What the server said, verbatim; null where it said nothing. */
  readonly serverWords: string | null;
  readonly lastOkAt: Date | null;
  readonly lastReceivedAt: Date | null;
  /** Mails in the mailbox at the last count. */
  readonly onServer: number | null;
  /** How many of those have a receipt. */
  readonly withUs: number | null;
  readonly countedAt: Date | null;
}

/** Which of the four states a code belongs to. */
export function stateOf(code: MailboxHealthCode): MailboxHealth['state'] {
  return code === 'ok' || code === 'off' || code === 'connecting' ? code : 'failing';
}

type Sentence = (facts: MailboxFacts) => string;

const english: Record<MailboxHealthCode, Sentence> = {
  ok: ({ mailbox }) => `Mail is fetched from “${mailbox}” as it arrives.`,
  off: () => 'The mailbox is not fetched at the moment.',
  connecting: ({ host }) => `Connecting to ${host}.`,
  unreachable: ({ host }) =>
    `${host} cannot be reached. Mail waits there and is fetched as soon as it answers.`,
  name_unknown: ({ host }) =>
    `The name ${host} is not known. Check how it is spelt; mail waits where it is.`,
  silent: ({ host }) => `${host} does not answer any more. A new connection is tried.`,
  not_encrypted: ({ host }) =>
    `No safe encrypted connection to ${host}. Check its certificate and the kind of security.`,
  login_refused: ({ host }) =>
    `${host} refuses the login. Enter the password again; until then it is tried rarely.`,
  token_refused: () =>
    'The sign-in (OAuth 2) was withdrawn or has ended. Connect the mailbox again.',
  token_server_away: () =>
    'The server that renews our sign-in (OAuth 2) does not answer. It is tried again.',
  no_such_mailbox: ({ host, mailbox }) => `There is no folder “${mailbox}” on ${host}.`,
  server_error: ({ host }) => `${host} reports an error. It is tried again.`,
  cannot_store: () =>
    'Mail cannot be stored here at the moment. It stays on the server; check disk and database.',
  mail_too_large: ({ mailbox, missing }) =>
    `${count(missing, 'mail is', 'mails are')} too large to be fetched and still in “${mailbox}”.`,
  mails_missing: ({ missing }) =>
    `${count(missing, 'mail', 'mails')} could not be stored yet and will be tried again.`,
};

const german: Record<MailboxHealthCode, Sentence> = {
  ok: ({ mailbox }) => `E-Mails werden aus „${mailbox}“ geholt, sobald sie eintreffen.`,
  off: () => 'Das Postfach wird zurzeit nicht abgeholt.',
  connecting: ({ host }) => `Verbindung zu ${host} wird aufgebaut.`,
  unreachable: ({ host }) =>
    `${host} ist nicht erreichbar. E-Mails warten dort und werden geholt, sobald er antwortet.`,
  name_unknown: ({ host }) =>
    `Der Name ${host} ist unbekannt. Bitte die Schreibweise prüfen; E-Mails bleiben, wo sie sind.`,
  silent: ({ host }) => `${host} antwortet nicht mehr. Eine neue Verbindung wird versucht.`,
  not_encrypted: ({ host }) =>
    `Keine sichere Verbindung zu ${host}. Bitte Zertifikat und Art der Verschlüsselung prüfen.`,
  login_refused: ({ host }) =>
    `${host} lehnt die Anmeldung ab. Bitte das Passwort neu eingeben; bis dahin wird selten versucht.`,
  token_refused: () =>
    'Die Anmeldung (OAuth 2) wurde widerrufen oder ist abgelaufen. Bitte das Postfach neu verbinden.',
  token_server_away: () =>
    'Der Server, der unsere Anmeldung (OAuth 2) erneuert, antwortet nicht. Es wird erneut versucht.',
  no_such_mailbox: ({ host, mailbox }) => `Auf ${host} gibt es keinen Ordner „${mailbox}“.`,
  server_error: ({ host }) => `${host} meldet einen Fehler. Es wird erneut versucht.`,
  cannot_store: () =>
    'E-Mails können hier zurzeit nicht gespeichert werden. Sie bleiben auf dem Server; bitte ' +
    'Speicherplatz und Datenbank prüfen.',
  mail_too_large: ({ mailbox, missing }) =>
    `${count(missing, 'E-Mail ist', 'E-Mails sind')} zu groß und noch immer in „${mailbox}“.`,
  mails_missing: ({ missing }) =>
    `${count(missing, 'E-Mail konnte', 'E-Mails konnten')} noch nicht gespeichert werden; ` +
    'es wird erneut versucht.',
};

/** The health in a sentence, with the server's own words where there are any. */
export function presentMailboxHealth(health: MailboxHealth, locale: 'de' | 'en'): string {
  const sentence = (locale === 'de' ? german : english)[health.code](health.facts);
  if (health.serverWords === null) return sentence;
  const said =
    locale === 'de'
      ? `Der Server sagt: „${health.serverWords}“`
      : `It says: “${health.serverWords}”`;
  return `${sentence} ${said}`;
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
