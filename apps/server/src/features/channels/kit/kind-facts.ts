import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { ChannelKind, VerifiedBy } from '@earshot/contract/channel-kind-contract.ts';

/** Against what channels of one kind were shown to work, and by which files. */
export interface KindFacts {
  readonly verifiedBy: VerifiedBy;
  /** What stood on the other side, in a sentence. */
  readonly against: Readonly<Record<'de' | 'en', string>>;
  /** Tests of this repository; a rule of the repository finds them. */
  readonly shownBy: readonly string[];
}

const features = 'apps/server/src/features';

/** The one source: the screen, the interface for programs and the docs say what stands here. */
export const kindFacts: Readonly<Record<ChannelKind, KindFacts>> = {
  email: {
    verifiedBy: 'real_server',
    against: {
      de: 'Postfix und Dovecot, beide Wege; dazu aufgezeichnete Mails von neun Programmen',
      en: 'Postfix and Dovecot, both ways; recorded mails of nine programs beside',
    },
    shownBy: [
      `${features}/channels/email/receive/imap-puller.peer.test.ts`,
      `${features}/channels/email/receive/postfix-delivery.peer.test.ts`,
      `${features}/channels/email/email-adapter.http.test.ts`,
      `${features}/channels/email/email-killed.peer.test.ts`,
    ],
  },
  chat: {
    verifiedBy: 'own_protocol',
    against: {
      de: 'Unser Protokoll auf beiden Seiten, mit Chromium',
      en: 'Our protocol on both sides, with Chromium',
    },
    shownBy: [
      'test/e2e/web-chat.e2e.ts',
      `${features}/web/chat-adapter.http.test.ts`,
      `${features}/web/chat-killed.peer.test.ts`,
    ],
  },
  form: {
    verifiedBy: 'own_protocol',
    against: {
      de: 'Unser Protokoll auf beiden Seiten, mit Chromium und ohne Skript',
      en: 'Our protocol on both sides, with Chromium and without a script',
    },
    shownBy: [
      'test/e2e/web-deeds.e2e.ts',
      `${features}/web/form-adapter.http.test.ts`,
      `${features}/web/form-killed.peer.test.ts`,
    ],
  },
  api: {
    verifiedBy: 'own_protocol',
    against: {
      de: 'Unser Protokoll auf beiden Seiten, signiert wie Standard Webhooks 1.0 es sagt',
      en: 'Our protocol on both sides, signed as Standard Webhooks 1.0 says',
    },
    shownBy: [
      `${features}/channels/api/api-adapter.http.test.ts`,
      `${features}/channels/api/api-killed.peer.test.ts`,
    ],
  },
};

/** Of which kind the adapter is that understands what came in this way; pages speak as mail. */
export function kindOfSource(source: ReceiptSource): ChannelKind {
  return source === 'chat' || source === 'form' || source === 'api' ? source : 'email';
}
