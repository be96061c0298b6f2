import { defineTexts } from '../../platform/i18n/texts.ts';

/** What Earshot writes to an invited person, and names it gives itself. */
export const memberText = defineTexts(
  {
    first_team: 'Support',
    invitation_subject: '{account}: your access to Earshot',
    invitation_text:
      'Hello {name},\n\n{inviter} invites you to work at the Earshot desk of {account}.\n\n' +
      'Choose your password here and you are in:\n{link}\n\n' +
      'The link is good until {expires} and for you alone. If it has run out, ' +
      '{inviter} can send you a new one.',
  },
  {
    first_team: 'Kundendienst',
    invitation_subject: '{account}: Ihr Zugang zu Earshot',
    invitation_text:
      'Guten Tag {name},\n\n{inviter} lädt Sie ein, bei {account} am Earshot-Arbeitsplatz ' +
      'mitzuarbeiten.\n\nWählen Sie hier Ihr Passwort, dann sind Sie dabei:\n{link}\n\n' +
      'Der Link gilt bis {expires} und nur für Sie. Ist er abgelaufen, ' +
      'schickt {inviter} Ihnen einen neuen.',
  },
);
