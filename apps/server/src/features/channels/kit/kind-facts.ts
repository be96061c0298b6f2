import type { ReceiptSource } from '@earshot/contract/channel-contract.ts';
import type { ChannelKind, VerifiedBy } from '@earshot/contract/channel-kind-contract.ts';

/** Against what each kind was shown to work; docs/operate/channels.md says by which tests. */
export const verifiedByKind: Readonly<Record<ChannelKind, VerifiedBy>> = {
  email: 'real_server',
  chat: 'own_protocol',
  form: 'own_protocol',
  api: 'own_protocol',
};

/** Of which kind the adapter is that understands what came in this way; pages speak as mail. */
export function kindOfSource(source: ReceiptSource): ChannelKind {
  return source === 'chat' || source === 'form' || source === 'api' ? source : 'email';
}
