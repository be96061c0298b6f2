import type { ChannelKind, VerifiedBy } from '@earshot/contract/channel-kind-contract.ts';

/** Against what each kind was shown to work; docs/operate/channels.md says by which tests. */
export const verifiedByKind: Readonly<Record<ChannelKind, VerifiedBy>> = {
  email: 'real_server',
  chat: 'own_protocol',
  form: 'own_protocol',
  api: 'own_protocol',
};
