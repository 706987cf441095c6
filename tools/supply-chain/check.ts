import { join } from 'node:path';
import { licenseFaults, lockedPackages, readLock } from './licenses.ts';
import { secretsInTree } from './secrets.ts';

const root = join(import.meta.dirname, '../..');

/** Fails if a dependency is not free, or a file contains a secret. */
const faults = [...licenseFaults(lockedPackages(readLock(root))), ...(await secretsInTree(root))];
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
