import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TableCount } from './counts.ts';
import type { BackupKey } from './key.ts';
import { BackupProblem } from './problem.ts';

export const MANIFEST_FILE = 'manifest.json';
export const FORMAT = 1;

const Part = z.object({
  file: z.string().regex(/^[\w.-]+$/),
  kind: z.enum(['database', 'log', 'secrets', 'files']),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type Part = z.infer<typeof Part>;

export const Manifest = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  startedAt: z.iso.datetime(),
  /** From here on the database can be restored. */
  finishedAt: z.iso.datetime(),
  /** Which key it is encrypted with. */
  keyId: z.string(),
  version: z.string(),
  postgres: z.object({ major: z.string(), version: z.string(), systemIdentifier: z.string() }),
  /** The newest migration of the database, and how many there are. */
  schema: z.object({ newest: z.string(), migrations: z.number().int() }),
  /** The first file of the log that a recovery needs, and the last one in this backup. */
  log: z.object({ first: z.string(), last: z.string() }),
  restorePoint: z.string(),
  /** Absent if a long transaction kept them from being counted. */
  tables: z.array(TableCount).optional(),
  /** Bytes of the database, not compressed. */
  databaseBytes: z.number().int(),
  /** Files of members; those in a bucket are not part of the backup. */
  files: z.object({ count: z.number().int(), bytes: z.number().int(), inBucket: z.boolean() }),
  parts: z.array(Part),
});
export type Manifest = z.infer<typeof Manifest>;

const Signed = z.object({ manifest: z.unknown(), mac: z.string() });

export function signManifest(manifest: Manifest, key: BackupKey): string {
  return JSON.stringify({ manifest, mac: key.mac(JSON.stringify(manifest)) }, undefined, 1);
}

/**
 * Reads a manifest.
 * @param key checks that nobody has changed it
 * @throws BackupProblem if it is damaged, made with another key, or by a newer version
 */
export function readManifest(folder: string, key?: BackupKey): Manifest {
  const file = join(folder, MANIFEST_FILE);
  const damaged = new BackupProblem(`${file} is damaged: it is not what was written.`);
  let signed: z.infer<typeof Signed>;
  try {
    signed = Signed.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new BackupProblem(`${folder} contains no complete backup: ${MANIFEST_FILE} is missing.`);
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw damaged;
    throw error;
  }
  const { format } = z.looseObject({ format: z.number().catch(0) }).parse(signed.manifest ?? {});
  if (format > FORMAT)
    throw new BackupProblem(
      `${folder} was made by a newer version of ChitLaq. Update this one, then restore.`,
    );
  const parsed = Manifest.safeParse(signed.manifest);
  if (!parsed.success) throw damaged;
  if (!key) return parsed.data;
  if (parsed.data.keyId !== key.id)
    throw new BackupProblem(
      `${folder} was made with another key (${parsed.data.keyId}, this one is ${key.id}). Name the right one with BACKUP_KEY_FILE.`,
    );
  if (key.mac(JSON.stringify(signed.manifest)) !== signed.mac) throw damaged;
  return parsed.data;
}

export interface BackupSummary {
  name: string;
  folder: string;
  at: Date;
  manifest: Manifest;
}

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
export const backupsFolder = (target: string): string => join(target, 'backups');
export const nameOf = (at: Date): string => at.toISOString().replaceAll(/[:.]/g, '-');

/** The complete backups in a folder, newest first. One with a damaged manifest is reported, not listed. */
export function listBackups(target: string, onDamaged?: (problem: BackupProblem) => void): BackupSummary[] {
  let names: string[];
  try {
    names = readdirSync(backupsFolder(target)).filter((name) => NAME.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .sort()
    .reverse()
    .flatMap((name) => {
      const folder = join(backupsFolder(target), name);
      try {
        const manifest = readManifest(folder);
        return [{ name, folder, at: new Date(manifest.finishedAt), manifest }];
      } catch (error) {
        if (!(error instanceof BackupProblem)) throw error;
        onDamaged?.(error);
        return [];
      }
    });
}
