import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './entries.ts';
import { BackupProblem } from './problem.ts';

/** Folders whose content PostgreSQL makes anew, or that the log takes the place of. They are stored empty. */
const EMPTIED = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal/archive_status',
  'pg_wal/summaries',
]);
const LEFT_OUT = new Set([
  'backup_label',
  'backup_label.old',
  'backup_manifest',
  'current_logfiles',
  'postmaster.opts',
  'postmaster.pid',
  'recovery.signal',
  'standby.signal',
  'tablespace_map',
  'tablespace_map.old',
]);
/** The state of the cluster: copied last. */
const CONTROL_FILE = 'global/pg_control';

/**
 * The files of a data directory for a copy while the server runs, as PostgreSQL's manual lists them (“Making a base backup using the
 * low level API”).
 * @throws BackupProblem if it has tablespaces
 */
export function clusterFiles(dataDir: string): { entries: Entry[]; bytes: number } {
  const entries: Entry[] = [];
  let bytes = 0;
  const walk = (folder: string) => {
    for (const { name } of readdirSync(join(dataDir, folder), { withFileTypes: true })) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stats = lstatSync(join(dataDir, path), { throwIfNoEntry: false });
      if (!stats || LEFT_OUT.has(path) || name.startsWith('pgsql_tmp') || name.startsWith('pg_internal.init'))
        continue;
      if (folder === 'pg_tblspc')
        throw new BackupProblem(
          'The database has tablespaces, which this backup cannot copy. Use pgBackRest.',
        );
      if (stats.isDirectory()) {
        entries.push({ path, folder: true });
        if (!EMPTIED.has(path)) walk(path);
      } else if (stats.isFile() && path !== CONTROL_FILE && folder !== 'pg_wal') {
        entries.push({ path, from: join(dataDir, path) });
        bytes += stats.size;
      }
    }
  };
  walk('');
  entries.push({ path: CONTROL_FILE, from: join(dataDir, CONTROL_FILE) });
  return { entries, bytes };
}

/** The identifier that a cluster keeps for life, also as a copy. */
export const systemIdentifierOf = (dataDir: string): string =>
  String(readFileSync(join(dataDir, CONTROL_FILE)).readBigUInt64LE(0));
