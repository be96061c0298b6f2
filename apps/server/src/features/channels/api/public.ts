export { presentOutgoing } from './present-outgoing.ts';
