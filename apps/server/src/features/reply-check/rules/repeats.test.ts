import { describe, expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

function isRepeating(said: string, text: string): boolean {
  const history = [{ from: 'contact' as const, text: said }];
  return checkReply({ text, language: null, history, facts: {} }).some(
    ({ rule }) => rule === 'repeats',
  );
}

describe('advice in other words than the contact used for what they tried', () => {
  test.each([
    [
      'The kettle is dead. I rebooted the hub, swapped the filter and moved it off the shelf.',
      'Hello, please start with a power cycle: take the plug out of the wall and switch it on again.',
    ],
    [
      'Deleted the app and downloaded it twice. Still the white page.',
      'Would you mind uninstalling the app and then getting it again from the store?',
    ],
    [
      'Washer will not drain. Cleaned the filter, checked the hose.',
      'Leaks often come from a blocked filter: rinse it and screw it back in.',
    ],
    [
      'Das Sieb habe ich gereinigt und den Schlauch geprüft, sie pumpt trotzdem nicht ab.',
      'Meist ist das Flusensieb verstopft. Spülen Sie es unter fließendem Wasser aus.',
    ],
    [
      'Die Box hatte ich schon über Nacht vom Strom, Kabel ist auch getauscht.',
      'Bitte schalten Sie die Box einmal aus und nach einer Minute wieder ein.',
    ],
  ])('is marked: %s', (said, text) => {
    expect(isRepeating(said, text)).toBe(true);
  });
});

describe('what the contact tried', () => {
  test.each([
    [
      'I restarted the hub, swapped the filter and changed the cable.',
      'Thank you for having gone through all that; no need to restart anything again. An engineer is there on Thursday.',
    ],
    [
      'Das Sieb habe ich gereinigt und den Schlauch geprüft.',
      'Danke, dann sind Sieb und Schlauch ausgeschlossen. Herr Matt bringt am Montag eine neue Pumpe mit.',
    ],
    [
      'I cleared the cookies and took another browser.',
      'Cookies and browser are ruled out then. I have reset your profile at 14:10 and call you tomorrow.',
    ],
  ])('may be named to say that it is done: %s', (said, text) => {
    expect(isRepeating(said, text)).toBe(false);
  });
});
