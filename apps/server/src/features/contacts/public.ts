export { findKeptContactId } from './contact-store.ts';
export { normaliseEmail } from '../../platform/email-address.ts';
export { type PointTaken, takeUpContactPoint, type TakenUp } from './take-up-contact-point.ts';
