import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the lock file. */
export interface LockedPackage {
  name: string;
  version: string;
  /** An SPDX expression, or undefined where the package states none in the standard form. */
  license: string | undefined;
  /** Whether only development and tests need it: such a package is not in an image. */
  isDevelopment: boolean;
}

/** Free licenses under which the whole may be published as AGPL-3.0. @see https://spdx.org/licenses/ */
const FREE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Zlib',
]);

/** What these packages say in a file or a field of their own, read by us. A new version must be read again. */
const READ_BY_US: Record<string, string> = {
  'combine-errors@3.0.3': 'MIT',
  'xmlhttprequest-ssl@2.1.2': 'MIT',
};

interface LockFile {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; link?: boolean }>;
}

/** The packages from the registry that a lock file names, by name; our own workspaces are not among them. */
export function lockedPackages(lock: LockFile): LockedPackage[] {
  const found = Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, { version = '', license, dev = false }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, license: license ?? READ_BY_US[`${name}@${version}`], isDevelopment: dev };
    });
  const unique = new Map(found.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether an SPDX expression grants only licenses of the list: one side of each OR, both sides of each AND. */
export const isFree = (expression: string): boolean =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => FREE.has(license.trim())));

/** One sentence for each package whose license is unknown or not free. */
export const licenseFaults = (packages: readonly LockedPackage[]): string[] =>
  packages.flatMap(({ name, version, license }) => {
    if (license === undefined)
      return [`${name}@${version} states no license: read its files, then name it in READ_BY_US`];
    return isFree(license) ? [] : [`${name}@${version}: ${license} is not in the list of free licenses`];
  });

/** All packages by license, as Markdown. */
export function licenseTable(packages: readonly LockedPackage[]): string {
  const byLicense = new Map<string, LockedPackage[]>();
  for (const one of packages) {
    const license = one.license ?? 'unknown';
    byLicense.set(license, [...(byLicense.get(license) ?? []), one]);
  }
  const rows = [...byLicense]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([license, list]) =>
        `| ${license} | ${list.length} | ${list.map(({ name, version }) => `${name} ${version}`).join(', ')} |`,
    );
  return ['| license | packages | which |', '| --- | --- | --- |', ...rows].join('\n');
}

export const readLock = (root: string): LockFile =>
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile; // npm writes it
