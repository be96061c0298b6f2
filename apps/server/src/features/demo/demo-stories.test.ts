import { falk, members, contacts } from '@earshot/testkit/world/named-world.ts';
import { describe, expect, test } from 'vitest';
import { demoContacts, demoFirm, demoMembers, demoTeams } from './demo-people.ts';
import { demoStories } from './demo-stories.ts';
import { listDueSteps } from './play-stories.ts';

describe('the stories of the named world', () => {
  test('go on in time, whenever the world is filled', () => {
    for (let hour = 0; hour < 8 * 24; hour += 3) {
      const now = new Date(Date.UTC(2026, 9, 19, hour, 7));
      const due = listDueSteps(demoStories, now);
      expect(due.at(-1)!.at < now).toBe(true);
      expect(now.getTime() - due[0]!.at.getTime()).toBeLessThan(30 * 24 * 60 * 60 * 1_000);
    }
  });

  test('are about sixty, each with a name of its own', () => {
    const keys = demoStories.map((story) => story.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(55);
  });

  test('never just send the contact away', () => {
    const replies = demoStories.flatMap((story) =>
      story.steps.flatMap((step) => (step.kind === 'reply' ? [step.text] : [])),
    );
    expect(replies.length).toBeGreaterThan(40);
    const away = /wenden Sie sich|rufen Sie uns an|please contact|call our|siehe FAQ/i;
    expect(replies.filter((text) => away.test(text))).toEqual([]);
  });

  test('are played by the same people as the tests and the documentation', () => {
    for (const key of ['weber', 'ito', 'brandt', 'okoye'] as const) {
      expect(demoMembers[key]).toMatchObject(members[key]);
    }
    for (const key of ['vogt', 'aydin', 'rosa'] as const) {
      const { name, email, locale } = contacts[key];
      expect(demoContacts[key]).toEqual({ name, email, locale });
    }
    expect(demoFirm).toMatchObject({ name: falk.name, address: falk.supportAddress });
    expect(demoTeams.service.name).toBe(falk.teams.service);
    expect(demoTeams.spareParts.name).toBe(falk.teams.spareParts);
  });

  test('stay under domains that lead nowhere', () => {
    const addresses = Object.values(demoContacts).map((contact) => contact.email);
    const writers = demoStories.flatMap((story) =>
      story.steps.flatMap((step) => (step.kind === 'mail' && step.from ? [step.from.email] : [])),
    );
    for (const address of [...addresses, ...writers]) expect(address).toMatch(/\.example$/);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});
