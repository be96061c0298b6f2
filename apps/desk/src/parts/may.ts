import type { Me } from '@earshot/contract/session-contract.ts';

/** Whether the reader sees raw receipts; the server decides, this only spares them a refusal. */
export function mayReadReceipts({ member }: Me): boolean {
  return member.role === 'administrator' || member.role === 'supervisor';
}

/** Whether the reader changes members, teams, channels and keys. */
export function mayAdminister({ member }: Me): boolean {
  return member.role === 'administrator';
}

/** Whether the reader leads: writes checklists, changes what holds for every transfer. */
export function maySupervise({ member }: Me): boolean {
  return member.role === 'administrator' || member.role === 'supervisor';
}
