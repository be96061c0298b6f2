/** A mail that Earshot itself sends to a member or an invited person, never to a contact. */
export interface SystemMail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  locale: 'de' | 'en';
}

/** Hands a mail over to the relay, or says that none is set; throws where the relay refuses it. */
export type SendSystemMail = (mail: SystemMail) => Promise<'handed_over' | 'no_relay'>;
