import type {
  AvailabilityState,
  ConversationOffer,
  getLiveDesk,
} from '@earshot/contract/routing-contract.ts';
import type { CaseRow } from '@earshot/contract/case-contract.ts';
import type { ResponseOf } from '@earshot/contract/operation.ts';
import { say } from '../../actions/undo-store.ts';
import { client, queryClient } from '../../api/desk-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { describeError } from '../../parts/describe-error.ts';

export type LiveDeskFacts = ResponseOf<typeof getLiveDesk>;

/** Reads again what rings, what the reader has and who takes what. */
export async function renewLive(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: queryKeys.liveDesk }),
    queryClient.invalidateQueries({ queryKey: queryKeys.liveOverview }),
  ]);
}

function dropOffer(offerId: string): void {
  queryClient.setQueryData<LiveDeskFacts>(
    queryKeys.liveDesk,
    (desk) => desk && { ...desk, offers: desk.offers.filter((one) => one.offer_id !== offerId) },
  );
}

/** Takes what rings; answers its case, or null where somebody else was quicker, which is said. */
export async function acceptOffer(offer: ConversationOffer): Promise<CaseRow | null> {
  const params = { offerId: offer.offer_id };
  try {
    const { case: taken } = await client.call('createOfferAcceptance', { params });
    return taken;
  } catch (error) {
    say(describeError(error), 'bad');
    return null;
  } finally {
    dropOffer(offer.offer_id);
    void renewLive();
  }
}

/** Leaves what rings to somebody else. */
export async function declineOffer(offer: ConversationOffer): Promise<void> {
  dropOffer(offer.offer_id);
  try {
    await client.call('createOfferRefusal', { params: { offerId: offer.offer_id } });
  } catch (error) {
    say(describeError(error), 'bad');
  } finally {
    void renewLive();
  }
}

/** Says what the reader takes from now on. */
export async function setOwnAvailability(wish: {
  state?: AvailabilityState;
  capacity?: number;
}): Promise<void> {
  try {
    const now = await client.call('updateOwnAvailability', { body: wish });
    if (wish.state) say(t('live.changed', { state: t(`live.state.${now.state}`) }));
  } catch (error) {
    say(describeError(error), 'bad');
  } finally {
    await renewLive();
  }
}

/** The same for a colleague. */
export async function setMemberAvailability(
  memberId: string,
  state: AvailabilityState,
): Promise<void> {
  try {
    await client.call('updateMemberAvailability', { params: { memberId }, body: { state } });
  } catch (error) {
    say(describeError(error), 'bad');
  } finally {
    await renewLive();
  }
}
