export { findKeptContactId } from './contact-store.ts';
export { normaliseEmail } from './point-rules.ts';
export { type PointTaken, takeUpContactPoint, type TakenUp } from './take-up-contact-point.ts';
