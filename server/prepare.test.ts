import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyMembers } from '../database/seed/campus.ts';
import { type Config, readConfig } from './platform/config.ts';
import { Secrets } from './platform/secrets/secrets.ts';
import { prepareDatabase } from './prepare.ts';
import { testDatabase } from './testing/database.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'chitlaq-prepare-'));
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const config = (env: Record<string, string> = {}): Config => ({
  ...readConfig({ DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }),
  demo: false,
});
const prepare = (settings: Config) =>
  prepareDatabase(settings, new Secrets('a secret of tests'), () => undefined);
const open = () => ({ ...config(), production: true });

test('made-up members keep a database from being opened to others', async () => {
  await prepare(open());
  await prepare(config({ HOST: '0.0.0.0' }));

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await copyMembers(client, [], 'hash');
  await client.end();

  await prepare(config());
  await expect(prepare(open())).rejects.toThrow(/^DATABASE_URL: this database holds the demo campus/);
  await expect(prepare(config({ HOST: '0.0.0.0' }))).rejects.toThrow(/^HOST: the database holds the demo/);
});
