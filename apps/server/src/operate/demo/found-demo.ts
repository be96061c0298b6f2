import { randomInt } from 'node:crypto';
import { demoFirm, demoMembers } from '../../features/demo/demo-people.ts';
import type { Installation } from '../open-installation.ts';
import { setUpInstallation } from '../set-up-installation.ts';
import { fillWithDemo } from './fill-with-demo.ts';

export interface FoundedDemo {
  readonly cases: number;
  readonly password: string;
  readonly people: readonly { name: string; email: string; role: string }[];
}

/** The administrator of the named world. */
const administrator = { name: 'Ruth Adams', email: 'ruth.adams@falk.example' } as const;

/**
 * Sets a new installation up as Falk and fills it with the named world. Throws `Refused` where it
 * is set up already: the world never mixes with somebody’s data.
 */
export async function foundDemo(
  installation: Installation,
  options: {
    /** Null: a new one is made. */
    readonly password: string | null;
    readonly onProgress: (done: number, total: number) => void;
  },
): Promise<FoundedDemo> {
  const password = options.password ?? makePassword();
  const founded = await setUpInstallation(installation, {
    account_name: demoFirm.name,
    ...administrator,
    password,
    locale: 'en',
    time_zone: demoFirm.timeZone,
    channel_address: demoFirm.address,
  });
  const { cases } = await fillWithDemo(installation, founded.account_id, {
    password,
    serverRuns: installation.server !== null,
    now: new Date(),
    onProgress: options.onProgress,
  });
  const members = Object.values(demoMembers).map(({ name, email, role }) => ({
    name,
    email,
    role,
  }));
  return { cases, password, people: [...members, { ...administrator, role: 'administrator' }] };
}

const words = ['kettle', 'steam', 'lid', 'handle', 'filter', 'toast', 'brush', 'noon', 'spout'];

/** A password that can be typed, new for each installation. */
function makePassword(): string {
  const picked = Array.from({ length: 3 }, () => words[randomInt(words.length)]);
  return `${picked.join('-')}-${randomInt(1_000, 10_000)}`;
}
