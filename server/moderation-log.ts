import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  describeFault,
  type Fault,
  type LogHead,
  type Receipt,
  verifyReceipt,
} from '@chitlaq/protocol/moderation-log';
import { openRunningCampus } from './commands/running-campus.ts';
import { moderation } from './modules/moderation/index.ts';
import { readConfig } from './platform/config.ts';

const usage = `npm run moderation-log -- [--heads heads.json] [--receipt receipt.json]
  Checks the log of moderation in the database, and names each entry that was changed, is missing or stands in another place.
  --heads    heads that somebody kept, as GET /api/v1/moderation/log/heads answers them
  --receipt  checks this receipt instead, without a database
  The database is DATABASE_URL, or that of the server that runs with the same DATA_DIR.`;

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const readHeads = (path: string): LogHead[] => (readJson(path) as { items: LogHead[] }).items;

/** @returns what was checked, and what is wrong with it */
async function check(heads: LogHead[] | undefined, receipt: string | undefined): Promise<[string, Fault[]]> {
  if (receipt !== undefined) {
    const read = readJson(receipt) as Receipt;
    return [`The receipt of entry ${read.seq}`, await verifyReceipt(read, heads)];
  }
  const config = readConfig({ ...process.env, LOG_LEVEL: 'warn' });
  const ctx = await openRunningCampus(config, process.env, 'moderation-log', 'warn');
  if (!ctx) throw new Error('No database is running. Start the server first, or set DATABASE_URL.');
  const checked = await moderation.checkLog(ctx, heads ?? []);
  await ctx.close();
  return [`The log of ${checked.entries} entries, with ${checked.heads} published heads`, checked.faults];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { heads: { type: 'string' }, receipt: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) return console.log(usage);
  const heads = values.heads === undefined ? undefined : readHeads(values.heads);
  const [what, faults] = await check(heads, values.receipt);
  if (faults.length === 0) return console.log(`${what} is as it was written.`);
  for (const fault of faults) console.error(`  ✗ ${describeFault(fault)}`);
  process.exitCode = 1;
}

await main().catch((error: Error) => {
  console.error(`\n  ✗ ${error.message}\n`);
  process.exitCode = 1;
});
