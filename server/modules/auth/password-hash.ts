import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';

/** argon2id with 19 MiB and two passes, as OWASP's password storage cheat sheet recommends. */
export const RECOMMENDED_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** For tests only: they hash and check hundreds of passwords. */
export const LOWEST_COST: typeof RECOMMENDED_COST = { memoryCost: 8, timeCost: 1, parallelism: 1 };

let cost = RECOMMENDED_COST;
/** Sets the cost of new hashes in this process. No setting reaches it: only tests lower the cost. */
export function setHashCost(value: typeof RECOMMENDED_COST): void {
  cost = value;
}

/** Each hash takes 19 MiB and a core, so only this many run at once; the others wait. */
const withHashSlot = pLimit(Math.min(4, Math.max(2, availableParallelism())));

// The native library loads at first use: a process that never hashes (realtime) does not need it.
const library = () => import('@node-rs/argon2');

/** Hashes a password with Argon2id. Slow on purpose; waits for a free slot. */
export const hashPassword = (password: string): Promise<string> =>
  withHashSlot(async () => (await library()).hash(password.normalize('NFC'), cost));

/** Checks a password against a hash, as slow as hashing it. */
export const passwordMatches = (hash: string, password: string): Promise<boolean> =>
  withHashSlot(async () => (await library()).verify(hash, password.normalize('NFC')));

/** Whether a hash was made with other costs than today's, and should be replaced at the next sign-in. */
export const needsRehash = (hash: string): boolean =>
  !hash.includes(`m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}`);

let dummyHash: Promise<string> | undefined;

/** Does the work of a password check when there is no account, so that the response time reveals nothing. Always false. */
export async function verifyDummyPassword(password: string): Promise<false> {
  dummyHash ??= hashPassword('no account has this password');
  await passwordMatches(await dummyHash, password);
  return false;
}
