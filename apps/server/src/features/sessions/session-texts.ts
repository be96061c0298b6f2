import { defineTexts } from '../../platform/i18n/texts.ts';

/** What Earshot writes to a member who cannot sign in. */
export const sessionText = defineTexts(
  {
    reset_asked:
      'If a member has this address, a link to choose a new password is on its way. It is good ' +
      'for one hour. If none comes, ask an administrator: they can make one at the command line.',
    reset_subject: 'Your new password for {account}',
    reset_text:
      'Hello {name},\n\nsomebody, probably you, wants to set a new password for your access to ' +
      '{account}.\n\nChoose it here:\n{link}\n\nThe link is good until {expires} and once. ' +
      'If it was not you, leave this mail alone: your password stays as it is.',
  },
  {
    reset_asked:
      'Wenn ein Mitglied diese Adresse hat, ist ein Link zum Wählen eines neuen Passworts ' +
      'unterwegs. Er gilt eine Stunde. Kommt keiner an, fragen Sie jemanden aus der Verwaltung: ' +
      'Dort lässt sich auf der Kommandozeile einer erzeugen.',
    reset_subject: 'Ihr neues Passwort für {account}',
    reset_text:
      'Guten Tag {name},\n\njemand, vermutlich Sie, möchte ein neues Passwort für Ihren Zugang ' +
      'zu {account} setzen.\n\nWählen Sie es hier:\n{link}\n\nDer Link gilt bis {expires} und ' +
      'nur einmal. Waren Sie das nicht, lassen Sie diese Mail liegen: Ihr Passwort bleibt, wie ' +
      'es ist.',
  },
);
