export { addGivenPoint } from './add-given-point.ts';
export { normaliseEmail } from '../../platform/email-address.ts';
export { listGroupNames } from './set-contact-groups.ts';
export { canChangeContacts, canListContacts } from './contact-policy.ts';
export { findKeptContactId, listOwnedPoints, type OwnedPoint } from './contact-store.ts';
export { linkContacts } from './link-contacts.ts';
export { listContactIdsBelow } from './link-store.ts';
export {
  type PointTaken,
  takeUpContactPoint,
  takeUpScoutedPoint,
  type TakenUp,
} from './take-up-contact-point.ts';
