import { describe, expect, test } from 'vitest';
import { decideTellings } from './notification-rules.ts';

const ito = '0198f2a0-0000-7000-8000-000000000001';
const brandt = '0198f2a0-0000-7000-8000-000000000002';
const by = (id: string | null) => ({ kind: id ? 'member' : 'contact', id });

describe('who is told of an event', () => {
  test('the agent responsible hears that the contact wrote', () => {
    const event = { name: 'message.received', actor: by(null), facts: {} };
    expect(decideTellings(event, ito)).toEqual([{ kind: 'contact_wrote', memberId: ito }]);
  });

  test('nobody hears of an automatic mail, nor of a message in a case that nobody has', () => {
    const event = { name: 'message.received', actor: by(null), facts: { automatic: 'vacation' } };
    expect(decideTellings(event, ito)).toEqual([]);
    expect(decideTellings({ ...event, facts: {} }, null)).toEqual([]);
  });

  test('whoever is given a case hears it, unless they took it themselves', () => {
    const event = { name: 'case.assigned', facts: { member: { id: ito, name: 'Kenji Ito' } } };
    expect(decideTellings({ ...event, actor: by(brandt) }, ito)).toEqual([
      { kind: 'assigned', memberId: ito },
    ]);
    expect(decideTellings({ ...event, actor: by(ito) }, ito)).toEqual([]);
  });

  test('a case that is let go tells nobody', () => {
    const event = { name: 'case.assigned', actor: by(ito), facts: { member: null } };
    expect(decideTellings(event, null)).toEqual([]);
  });

  test('everybody mentioned in a note hears it once, the writer does not', () => {
    const facts = { mention_ids: [ito, brandt, brandt] };
    expect(decideTellings({ name: 'note.written', actor: by(ito), facts }, null)).toEqual([
      { kind: 'mentioned', memberId: brandt },
    ]);
  });

  test('a bounce is told to who wrote the message, a broken promise to who is responsible', () => {
    const bounced = { name: 'delivery.bounced', actor: by(null), facts: { author_member_id: ito } };
    expect(decideTellings(bounced, brandt)).toEqual([{ kind: 'bounced', memberId: ito }]);
    const broken = { name: 'promise.broken', actor: by(null), facts: {} };
    expect(decideTellings(broken, brandt)).toEqual([{ kind: 'promise_due', memberId: brandt }]);
    const warned = { name: 'promise.warned', actor: by(null), facts: { member_ids: ['a', 'b'] } };
    expect(decideTellings(warned, brandt)).toEqual([{ kind: 'promise_due', memberId: brandt }]);
    expect(decideTellings(warned, null).map((one) => one.memberId)).toEqual(['a', 'b']);
  });
});
