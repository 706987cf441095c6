/**
 * A process for the tests: starts PostgreSQL, reports what happens as lines of JSON, and lives until its standard input ends.
 * Further arguments are statements to run.
 */
import pg from 'pg';
import { PostgresProblem, startPostgres } from './index.ts';

const [dataDir = '', ...statements] = process.argv.slice(2);
const report = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const server = await startPostgres({
    dataDir,
    durable: false,
    settings: { shared_buffers: '16MB' },
    onProgress: (step) => report({ progress: step }),
  });
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => {});
  await client.connect();
  let rows: unknown[] = [];
  for (const statement of statements) rows = (await client.query(statement)).rows;
  report({ ready: { pid: server.pid, port: server.port, url: server.url }, rows });
  process.stdin.on('end', async () => {
    await client.end();
    await server.stop();
    report({ stopped: await server.exited });
    process.exit(0);
  });
  process.stdin.resume();
} catch (error) {
  if (!(error instanceof PostgresProblem)) throw error;
  report({ problem: error.message });
  process.exit(1);
}
