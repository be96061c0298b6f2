/** Texts before the sign-in: set-up, sign-in, passwords, invitation. */
export const enGate = {
  'field.email': 'E-mail',
  'field.password': 'Password',
  'field.newPassword': 'New password',
  'field.name': 'Name',
  'field.yourName': 'Your name',
  'field.yourEmail': 'Your e-mail',
  'field.locale': 'Language',
  'field.timeZone': 'Time zone',
  'role.administrator': 'Administrator',
  'role.supervisor': 'Supervisor',
  'role.agent': 'Agent',
  'role.colleague': 'Colleague',

  'password.show': 'Show or hide the password',
  'password.hint': 'At least 10 characters. A short sentence is good.',
  'password.short': '{missing, plural, one {One more character.} other {# more characters.}}',
  'password.weak': 'Easy to guess: avoid names, rows and repetition.',
  'password.fair': 'Good.',
  'password.strong': 'Very good.',

  'signIn.title': 'Sign in',
  'signIn.submit': 'Sign in',
  'signIn.forgotten': 'Forgotten your password?',
  'signIn.setupOpen':
    'This installation has no administrator yet. Open the set-up link that the server ' +
    'printed when it started.',
  'reset.title': 'Choose a new password',
  'reset.intro': 'We mail you a link with which you can choose a new one.',
  'reset.submit': 'Send the link',
  'reset.sent':
    'If {email} belongs to a member, a link is on its way. It is valid for a short time; ' +
    'look into the spam folder as well.',
  'reset.back': 'Back to the sign-in',
  'newPassword.title': 'Choose a new password',
  'newPassword.submit': 'Set the password',
  'newPassword.done': 'Your new password is set. All other devices were signed out.',
  'invitation.title': 'Welcome to {account}',
  'invitation.intro': 'You were invited as {email} ({role}). Choose a password and begin.',
  'invitation.submit': 'Accept and sign in',
  'invitation.gone': 'This invitation cannot be used',
  'invitation.noToken': 'The link is incomplete. Open it once more from the mail.',

  'setup.title': 'Set up Earshot',
  'setup.intro': 'Three things, then your desk is open. Everything can be changed later.',
  'setup.account': 'Your organisation',
  'setup.accountName': 'Name of the organisation',
  'setup.you': 'You, the first administrator',
  'setup.channel': 'Where contacts write to you',
  'setup.address': 'First support address',
  'setup.addressHint':
    'Mail for this address is taken at port {port}; a mailbox can be connected afterwards in ' +
    'the settings.',
  'setup.addressLater': 'A mailbox can be connected afterwards in the settings.',
  'setup.demo': 'Fill with example cases',
  'setup.demoHint':
    'A household-appliance maker with its contacts, to look around. For trying out only.',
  'setup.submit': 'Open the desk',
  'setup.claimed': 'This installation is already set up',
  'setup.toSignIn': 'To the sign-in',
  'setup.noToken': 'The set-up link is incomplete',
  'setup.noTokenNext':
    'Open the whole link that the server printed when it started, with everything after the ' +
    '# sign.',
} as const;
