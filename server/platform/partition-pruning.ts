import pg from 'pg';

/**
 * PostgreSQL 18, up to 18.4 at least, crashes in statements that lock or change rows and look into a partitioned table, if another
 * transaction changed a row first: docs/adr/0102-no-partition-pruning-on-postgresql-18.md.
 */
const UNSAFE = { from: 180_000, below: 190_000 };

/**
 * Turns partition pruning off for a database on a server where it is unsafe. It holds for new connections.
 * @param url a direct connection of the owner
 * @returns whether it had to be turned off
 */
export async function turnOffUnsafePruning(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq prepare' });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number; isOn: boolean; database: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('enable_partition_pruning')::boolean as "isOn",
        current_database() as database`,
    );
    const [server] = rows;
    if (!server?.isOn || server.version < UNSAFE.from || server.version >= UNSAFE.below) return false;
    await client.query(
      `alter database ${pg.escapeIdentifier(server.database)} set enable_partition_pruning = off`,
    );
    return true;
  } finally {
    await client.end();
  }
}
