import type { ContactLanguage } from '@earshot/contract/contact-language.ts';

/** A mail that Earshot itself sends to a member, an invited person or a visitor. */
export interface SystemMail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  locale: ContactLanguage;
}

/** Hands a mail over to the relay, or says that none is set; throws where the relay refuses it. */
export type SendSystemMail = (mail: SystemMail) => Promise<'handed_over' | 'no_relay'>;
