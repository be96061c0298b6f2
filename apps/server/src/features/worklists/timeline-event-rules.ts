/**
 * Events that a timeline shows: what happened to the case. What was said stands there as a message
 * or a note already.
 */
export const shownEvents: ReadonlySet<string> = new Set([
  'case.opened',
  'case.assigned',
  'case.transferred',
  'case.transfer_undone',
  'task.created',
  'task.assigned',
  'task.done',
  'task.reopened',
  'task.deleted',
  'task.restored',
  'checklist.applied',
  'checklist.removed',
  'family.replied',
  'case.status_changed',
  'case.reopened',
  'case.updated',
  'case.merged',
  'case.unmerged',
  'case.absorbed',
  'case.released',
  'case.linked',
  'case.unlinked',
  'case.participant_added',
  'case.participant_removed',
  'case.deleted',
  'case.restored',
  'message.moved',
  'message.moved_back',
  'hold.decided',
  'hold.reopened',
  'delivery.bounced',
  'promise.made',
  'promise.kept',
  'promise.broken',
  'promise.reopened',
  'escalation.raised',
  'escalation.dismissed',
  'escalation.restored',
]);

/** Of a case that was merged into this one these say the same as an event of this one. */
export const mergeEvents: ReadonlySet<string> = new Set(['case.merged', 'case.unmerged']);
