import type { ChannelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { ChannelAdapter } from './channel-adapter.ts';

/** The adapters of this installation; one for each kind of channel. */
export interface AdapterRegistry {
  readonly all: readonly ChannelAdapter[];
  /** Throws where the kind has none: a channel of such a kind cannot have been made here. */
  get(kind: ChannelKind): ChannelAdapter;
}

/** Puts adapters under their kinds; throws where two claim the same. */
export function createAdapterRegistry(adapters: readonly ChannelAdapter[]): AdapterRegistry {
  const byKind = new Map(adapters.map((adapter) => [adapter.kind, adapter]));
  if (byKind.size !== adapters.length) throw new Error('Two adapters are of the same kind.');
  return {
    all: adapters,
    get(kind) {
      const adapter = byKind.get(kind);
      if (!adapter) throw new Error(`There is no adapter for channels of the kind “${kind}”.`);
      return adapter;
    },
  };
}
