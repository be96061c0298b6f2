import { expect, test } from 'vitest';
import type { MemberActor } from '../../platform/actor.ts';
import { decideHearing } from './live-rows.ts';

const agent: MemberActor = {
  kind: 'member',
  accountId: 'falk',
  id: 'ito',
  name: 'Kenji Ito',
  locale: 'de',
  role: 'agent',
  teamIds: [],
  sessionId: '',
};

test.each(['task.created', 'checklist.ticked', 'family.replied', 'seat.invited', 'message.sent'])(
  'whoever may not see a case hears nothing of %s in it',
  (name) => {
    const event = { name, actor: { id: 'weber' } };
    expect(decideHearing(agent, event, false)).toBe('nothing');
    expect(decideHearing(agent, event, true)).toBe('all');
  },
);

test.each(['case.transferred', 'case.transfer_undone'])(
  'after %s a desk outside lets the case go, and learns no more',
  (name) => {
    expect(decideHearing(agent, { name, actor: { id: 'weber' } }, false)).toBe('subject');
  },
);
