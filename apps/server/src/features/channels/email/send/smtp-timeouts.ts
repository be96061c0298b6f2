/**
 * How long a relay may take, in milliseconds; the values of RFC 5321, section 4.5.3.2, in small.
 */
export interface SmtpTimeouts {
  readonly connect_ms: number;
  readonly greeting_ms: number;
  /** Without a byte from the relay. */
  readonly silence_ms: number;
  /** For one mail altogether, however slowly the relay trickles its answers. */
  readonly mail_ms: number;
}

export const smtpTimeouts: SmtpTimeouts = {
  connect_ms: 30_000,
  // Some relays greet late on purpose.
  greeting_ms: 60_000,
  // RFC 5321 asks for 10 minutes after the final dot: giving up early there means sending twice.
  silence_ms: 10 * 60_000,
  mail_ms: 30 * 60_000,
};
