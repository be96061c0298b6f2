export { addGivenPoint } from './add-given-point.ts';
export { normaliseEmail } from '../../platform/email-address.ts';
export { listGroupNames } from './set-contact-groups.ts';
export { contactLinking } from './contact-linking.ts';
export { listOwnedPoints, type OwnedPoint } from './contact-store.ts';
export {
  type PointTaken,
  takeUpContactPoint,
  takeUpScoutedPoint,
  type TakenUp,
} from './take-up-contact-point.ts';
