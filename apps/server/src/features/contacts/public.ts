export { addGivenPoint } from './add-given-point.ts';
export { normaliseEmail } from '../../platform/email-address.ts';
export { listOwnedPoints, type OwnedPoint } from './contact-store.ts';
export {
  type PointTaken,
  takeUpContactPoint,
  takeUpScoutedPoint,
  type TakenUp,
} from './take-up-contact-point.ts';
