import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { disableStatementTimeout } from '../db.ts';
import { startPostgres } from '../embedded-postgres/index.ts';
import { systemIdentifierOf } from './cluster-files.ts';
import { BackupProblem } from './problem.ts';

/** The database of a data folder, and its files. */
export interface BackupSource {
  clusterDir: string;
  systemIdentifier: string;
  /** Opens a connection of the superuser, without a time limit for statements. */
  connect: () => Promise<pg.Client>;
  close: () => Promise<void>;
}

export const clusterOf = (dataDir: string): string => join(dataDir, 'postgres');

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq backup' });
  client.on('error', () => undefined); // the query that uses the connection fails
  await client.connect();
  await disableStatementTimeout(client);
  return client;
}

/**
 * Opens the embedded database of DATA_DIR: the running one, or one that is started for the backup.
 * @param options.mayStart whether it may be started
 * @throws BackupProblem if the database is not an embedded one, or does not run and may not be started
 */
export async function openSource(config: Config, { mayStart = true } = {}): Promise<BackupSource> {
  const clusterDir = clusterOf(config.dataDir);
  if (!existsSync(join(clusterDir, 'global/pg_control')))
    throw new BackupProblem(
      config.databaseUrl === undefined
        ? `${config.dataDir} holds no campus yet. Start the server once, or set DATA_DIR.`
        : 'DATABASE_URL names a database of its own, which this command cannot copy. Back it up with pgBackRest (docs/handbook/backup.md).',
    );
  const systemIdentifier = systemIdentifierOf(clusterDir);
  const urlFile = join(config.dataDir, 'run/database-url');
  const url = existsSync(urlFile) ? readFileSync(urlFile, 'utf8').trim() : config.databaseUrl;
  if (url !== undefined) {
    const client = await connectTo(url).catch(() => undefined); // left behind by a killed server
    if (client) {
      const { rows } = await client.query<{ id: string }>(
        'select system_identifier::text as id from pg_control_system()',
      );
      await client.end();
      if (rows[0]?.id === systemIdentifier)
        return { clusterDir, systemIdentifier, connect: () => connectTo(url), close: async () => undefined };
      throw new BackupProblem(
        'DATABASE_URL names another database than that of DATA_DIR, which this command cannot copy. Back it up with pgBackRest (docs/handbook/backup.md).',
      );
    }
  }
  if (!mayStart) throw new BackupProblem(`The database of ${config.dataDir} does not run.`);
  const server = await startPostgres({ dataDir: clusterDir });
  return {
    clusterDir,
    systemIdentifier,
    connect: () => connectTo(server.url),
    close: () => server.stop(),
  };
}
