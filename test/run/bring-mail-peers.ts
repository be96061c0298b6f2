import { peersAvailable } from '@earshot/testkit/mail/mail-programs.ts';
import { canInstallDebianPackages, installDebianPackages } from './install-debian-packages.ts';

/** The Debian packages with the mail programs that the tests talk to. */
const packages = ['dovecot-imapd', 'dovecot-lmtpd', 'postfix', 'swaks'];

/** Postfix asks what it is for; its tests bring a configuration of their own. */
const answers = ['postfix postfix/main_mailer_type select No configuration'];

/**
 * Makes sure that the real mail programs are there, where we may install them. Returns what is
 * still missing, a sentence each; the tests that need it skip themselves.
 */
export async function bringMailPeers(say: (line: string) => void): Promise<readonly string[]> {
  const before = peersAvailable();
  if (before.missing.length === 0 || !canInstallDebianPackages()) return before.missing;
  say(`Installing mail programs from Debian (apt-get install ${packages.join(' ')}) ...`);
  const failure = await installDebianPackages(packages, answers);
  const after = peersAvailable({ again: true });
  return failure === null ? after.missing : [...after.missing, `${failure}.`];
}
