import type { enGate } from './en-gate.ts';

/** Texte vor der Anmeldung. */
export const deGate: Record<keyof typeof enGate, string> = {
  'field.email': 'E-Mail',
  'field.password': 'Passwort',
  'field.newPassword': 'Neues Passwort',
  'field.name': 'Name',
  'field.yourName': 'Ihr Name',
  'field.yourEmail': 'Ihre E-Mail',
  'field.locale': 'Sprache',
  'field.timeZone': 'Zeitzone',
  'role.administrator': 'Verwaltung',
  'role.supervisor': 'Leitung',
  'role.agent': 'Service',
  'role.colleague': 'Kollegium',

  'password.show': 'Passwort zeigen oder verbergen',
  'password.hint': 'Mindestens 10 Zeichen. Ein kurzer Satz ist gut.',
  'password.short': '{missing, plural, one {Noch ein Zeichen.} other {Noch # Zeichen.}}',
  'password.weak': 'Leicht zu erraten: keine Namen, Reihen und Wiederholungen.',
  'password.fair': 'Gut.',
  'password.strong': 'Sehr gut.',

  'signIn.title': 'Anmelden',
  'signIn.submit': 'Anmelden',
  'signIn.forgotten': 'Passwort vergessen?',
  'signIn.setupOpen':
    'Diese Installation hat noch keine Verwaltung. Öffnen Sie den Einrichtungslink, den der ' +
    'Server beim Start ausgegeben hat.',
  'reset.title': 'Neues Passwort wählen',
  'reset.intro': 'Wir schicken Ihnen einen Link, mit dem Sie ein neues wählen können.',
  'reset.submit': 'Link anfordern',
  'reset.sent':
    'Wenn {email} zu einem Mitglied gehört, ist ein Link unterwegs. Er gilt nur kurze Zeit; ' +
    'sehen Sie auch im Spam-Ordner nach.',
  'reset.back': 'Zurück zur Anmeldung',
  'newPassword.title': 'Neues Passwort wählen',
  'newPassword.submit': 'Passwort setzen',
  'newPassword.done': 'Ihr neues Passwort gilt. Alle anderen Geräte wurden abgemeldet.',
  'invitation.title': 'Willkommen bei {account}',
  'invitation.intro':
    'Sie wurden als {email} eingeladen ({role}). Wählen Sie ein Passwort, dann geht es los.',
  'invitation.submit': 'Annehmen und anmelden',
  'invitation.gone': 'Diese Einladung gilt nicht',
  'invitation.noToken': 'Der Link ist unvollständig. Öffnen Sie ihn noch einmal aus der E-Mail.',

  'setup.title': 'Earshot einrichten',
  'setup.intro': 'Drei Angaben, dann ist Ihr Arbeitsplatz offen. Alles lässt sich später ändern.',
  'setup.account': 'Ihre Organisation',
  'setup.accountName': 'Name der Organisation',
  'setup.you': 'Sie, die erste Verwaltung',
  'setup.channel': 'Wohin Ihnen geschrieben wird',
  'setup.address': 'Erste Service-Adresse',
  'setup.addressHint':
    'E-Mail für diese Adresse wird an Port {port} angenommen; ein Postfach lässt sich danach ' +
    'in den Einstellungen verbinden.',
  'setup.addressLater': 'Ein Postfach lässt sich danach in den Einstellungen verbinden.',
  'setup.demo': 'Mit Beispielvorgängen füllen',
  'setup.demoHint':
    'Ein Hersteller von Haushaltsgeräten mit seinen Kontakten, zum Umsehen. Nur zum Ausprobieren.',
  'setup.submit': 'Arbeitsplatz öffnen',
  'setup.claimed': 'Diese Installation ist schon eingerichtet',
  'setup.toSignIn': 'Zur Anmeldung',
  'setup.noToken': 'Der Einrichtungslink ist unvollständig',
  'setup.noTokenNext':
    'Öffnen Sie den ganzen Link, den der Server beim Start ausgegeben hat, mit allem hinter ' +
    'dem #-Zeichen.',
};
