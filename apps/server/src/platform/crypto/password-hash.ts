import { hash, verify } from '@node-rs/argon2';
import { Refused } from '../errors.ts';

/** Argon2id is the package’s default; OWASP’s first choice: 19 MiB, two passes, one lane; 30 ms. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes at one time: they share the thread pool with the disk, which intake needs more. */
const RUNNING_MAX = 2;
/** Waiting hashes; at 30 ms each the last one waits a second. */
const WAITING_MAX = 64;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= RUNNING_MAX) {
    if (waiting.length >= WAITING_MAX) {
      throw new Refused(
        'busy',
        'Too many people sign in at this moment. Nothing was changed; try again in a few seconds.',
        { status: 503 },
      );
    }
    // The one who finishes hands the place over, so `running` stays as it is.
    await new Promise<void>((resolve) => void waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Two spellings of one character are the same password (RFC 8265, OpaqueString). */
function canonical(password: string): string {
  return password.toWellFormed().normalize('NFC');
}

/** Hash of a password by argon2id (RFC 9106) with its salt and parameters, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(canonical(password), PARAMETERS));
}

let decoy: Promise<string> | null = null;

function hashDecoy(): Promise<string> {
  decoy ??= hashPassword('the password of nobody').catch((error: unknown) => {
    decoy = null;
    throw error;
  });
  return decoy;
}

/**
 * Whether the password belongs to the hash. Null, for nobody known, takes as long and is always
 * false. Throws `Refused` (503) while too many hashes wait.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const isRight = await verifyHash(passwordHash ?? (await hashDecoy()), password);
  return isRight && passwordHash !== null;
}

function verifyHash(passwordHash: string, password: string): Promise<boolean> {
  return inTurn(() => verify(passwordHash, canonical(password)));
}
