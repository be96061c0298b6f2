import './link-tables.ts';

export type { LinkMaking, MadeLink } from './make-link.ts';
export type { OpenedLink } from './open-link.ts';
export type { EndedBodies, EndedMail, LinkChannel } from './end-mail.ts';
export type { Throttle } from './throttle.ts';
export { createMailEnding } from './end-mail.ts';
export { forFolding } from './fold-own-line.ts';
export {
  findLink,
  insertOpening,
  listCaseLinks,
  restoreLinkRow,
  revokeLinkRow,
  touchLink,
} from './page-link-store.ts';
export { linkKeyOf, makeLinks } from './make-link.ts';
export { findOpenedLink } from './open-link.ts';
export { createThrottle } from './throttle.ts';
