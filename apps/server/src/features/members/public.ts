export { createFirstAdministrator } from './create-first-administrator.ts';
export type { KnownMember } from './get-member.ts';
export {
  actorOf,
  findMember,
  getActiveMember,
  getKnownTeam,
  getMember,
  getTeam,
} from './get-member.ts';
export type { NamedRef } from './list-refs.ts';
export { listMemberRefs, listTeamRefs } from './list-refs.ts';
export type { MemberRights } from './list-rights.ts';
export { listRights } from './list-rights.ts';
export { setPasswordHash } from './member-store.ts';
export { updateOwnProfile } from './update-member.ts';
