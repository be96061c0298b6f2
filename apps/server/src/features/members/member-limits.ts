import { DAY_MS } from '@earshot/contract/durations.ts';

/** People come back from holidays of a week; a link that lies in a mailbox for longer is a risk. */
export const INVITATION_MS = 7 * DAY_MS;
/** Invitations listed, the newest first. */
export const LISTED_INVITATIONS_MAX = 500;
/** Open invitations of one account; each may send a mail to a stranger. */
export const OPEN_INVITATIONS_MAX = 500;
/** Teams of one account. */
export const TEAMS_MAX = 500;
