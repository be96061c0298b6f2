/** What one SMTP or LMTP listener takes at most. */
export interface SmtpLimits {
  /** Announced as SIZE (RFC 1870); a larger mail is refused with 552. */
  readonly mail_bytes: number;
  /** Over all mails being received at once; beyond it a mail is answered "later" (452). */
  readonly memory_bytes: number;
  readonly recipients: number;
  readonly connections: number;
  /** From one address that is not a trusted MTA. */
  readonly connectionsPerStranger: number;
  /** Unknown recipients in one connection before it is closed: nobody guesses addresses here. */
  readonly refusedRecipients: number;
  /** Received header fields; more means the mail runs in circles (RFC 5321, section 6.3). */
  readonly receivedHeaders: number;
  /** Without a byte from the client. */
  readonly idle_ms: number;
  /** For one whole mail, however slowly its bytes drip in. */
  readonly data_ms: number;
  /** How long `close` waits for mails that are being received. */
  readonly close_ms: number;
}

const MiB = 1024 * 1024;

export const smtpLimits: SmtpLimits = {
  // Twice what the big mail hosts let through (25 to 35 MB), as base64 grows it by a third.
  mail_bytes: 64 * MiB,
  // Two of the largest mails at once, or thousands of usual ones.
  memory_bytes: 128 * MiB,
  // RFC 5321, section 4.5.3.1.8: at least 100.
  recipients: 100,
  // Postfix opens 20 to a destination by default; ten such hosts.
  connections: 200,
  connectionsPerStranger: 20,
  refusedRecipients: 20,
  // RFC 5321 asks for a limit of at least 100 for relays; we are the last stop behind one.
  receivedHeaders: 50,
  // RFC 5321, section 4.5.3.2.7: at least 5 minutes.
  idle_ms: 5 * 60_000,
  // 64 MiB in half an hour is 300 kbit/s.
  data_ms: 30 * 60_000,
  // The sender keeps what was cut off and hands it in again.
  close_ms: 3_000,
};
