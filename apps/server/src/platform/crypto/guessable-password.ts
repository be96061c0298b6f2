/** Passwords of ten and more characters that every guesser tries first. */
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '1234512345',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjklö',
  'password12',
  'password123',
  'password1234',
  'passwort12',
  'passwort123',
  'passwort1234',
  'iloveyou12',
  'ichliebedich',
  'administrator',
  'hallo12345',
  'hallohallo',
  'willkommen',
  'willkommen1',
  'willkommen123',
  'welcome123',
  'letmein123',
  'changeme123',
  'schalke04!',
  'sommer2026',
  'winter2026',
  'summer2026',
  'kundendienst',
  'customerservice',
]);

/**
 * Whether a password falls to the first guesses: a common one, few different characters, or little
 * more than a word that everybody knows of the person, such as their address.
 */
export function isGuessablePassword(password: string, knownWords: readonly string[]): boolean {
  const plain = password.normalize('NFC').toLowerCase();
  if (COMMON.has(plain) || new Set(plain).size < 4) return true;
  return knownWords.some((word) => {
    const known = word.trim().toLowerCase();
    return known.length >= 4 && plain.includes(known) && plain.length - known.length < 4;
  });
}
