import type { Tx } from '../../../platform/db/database.ts';
import type { UnderstoodMessage } from '../../channels/kit/public.ts';
import {
  addGivenPoint,
  normaliseEmail,
  type PointTaken,
  takeUpContactPoint,
} from '../../contacts/public.ts';
import type { Sender } from './confirm-case.ts';
import type { SaidTakeUp } from './take-up-types.ts';

/** The contact behind the point that spoke, with whatever else they gave. */
export async function takeUpSpeaker(tx: Tx, input: SaidTakeUp): Promise<Sender> {
  const { said, receipt, channel } = input;
  const source: PointTaken['source'] = {
    kind: receipt.source === 'form' ? 'form' : 'receipt',
    id: receipt.id,
    name: channel.name,
  };
  const given = (point: UnderstoodMessage['sender']): PointTaken => ({
    kind: point.kind,
    value: point.value,
    nameGiven: point.name,
    locale: input.mail.language,
    source,
    legalBasis: 'contract',
    ...(point.verifiedHow ? { verified: { at: input.now, how: point.verifiedHow } } : {}),
  });
  const taken = await takeUpContactPoint(tx, given(said.sender));
  const further = said.furtherPoints.filter((point) => point.value.trim() !== '');
  for (const point of further) await addGivenPoint(tx, taken.contactId, given(point));
  const email = [said.sender, ...further].find((point) => point.kind === 'email');
  const address = email ? normaliseEmail(email.value) : null;
  const { contactId, pointId, isNew } = taken;
  return { address, contactId, pointId, isNew };
}
