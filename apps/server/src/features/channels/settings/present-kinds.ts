import type { listChannelKinds } from '@earshot/contract/channel-contract.ts';
import { channelKind } from '@earshot/contract/channel-kind-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import type { Locale } from '../../../platform/i18n/texts.ts';
import { capabilitiesByKind } from '../kit/kind-capabilities.ts';
import { kindFacts } from '../kit/kind-facts.ts';

/** What each kind of channel can do, and against what it was shown to work. */
export function presentKinds(locale: Locale): ResponseOf<typeof listChannelKinds>['items'] {
  return channelKind.options.map((kind) => {
    const { verifiedBy, against, shownBy } = kindFacts[kind];
    const can = capabilitiesByKind[kind];
    return {
      kind,
      verified_by: verifiedBy,
      against: against[locale],
      shown_by: [...shownBy],
      capabilities: {
        ...can,
        visibilities: [...can.visibilities],
        formats: [...can.formats],
        media: can.media && { ...can.media, kinds: [...can.media.kinds] },
      },
    };
  });
}
