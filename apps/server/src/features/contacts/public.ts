export { normaliseEmail } from '../../platform/email-address.ts';
export { type PointTaken, takeUpContactPoint, type TakenUp } from './take-up-contact-point.ts';
