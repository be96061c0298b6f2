export { createFirstAdministrator } from './create-first-administrator.ts';
export { findMember, getMember, getTeam, type KnownMember } from './get-member.ts';
export { listMemberRefs, listTeamRefs, type NamedRef } from './list-refs.ts';
export { listRights, type MemberRights } from './list-rights.ts';
export { setPasswordHash } from './member-store.ts';
export { updateOwnProfile } from './update-member.ts';
