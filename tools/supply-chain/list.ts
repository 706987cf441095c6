import { join } from 'node:path';
import { licenseTable, lockedPackages, readLock } from './licenses.ts';

/** `npm run licenses`: the licenses of all dependencies; with `-- --production`, of those that members' servers run. */
const packages = lockedPackages(readLock(join(import.meta.dirname, '../..')));
const wanted = process.argv.includes('--production')
  ? packages.filter(({ isDevelopment }) => !isDevelopment)
  : packages;
console.log(licenseTable(wanted));
