import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreDrill } from '../server/commands/restore-drill.ts';
import { BackupProblem } from '../server/platform/backup/problem.ts';
import { ConfigProblem } from '../server/platform/config.ts';
import { buildServer, locked, root } from './bootstrap.mjs';

const usage = `npm run restore-drill [-- --from DIR]
  Restores the newest backup into a folder of its own, compares it with what was backed up, opens the app on it and signs a member in.
  The result is on the status page. Exit code 1 if the backup cannot be restored.
  --from DIR  the folder of the backups; by default BACKUP_DIR`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean' } } });
  const say = (words: string) => console.log(`  ${words}`);
  if (values.help) return console.log(usage);
  await locked(() => buildServer(say));
  const result = await restoreDrill(
    process.env,
    { from: values.from, main: join(root, 'server/dist/main.js') },
    say,
  );
  if (!result.isRecorded) say('The campus does not run, so the result is not on the status page.');
  if (result.failedStep !== null)
    throw new BackupProblem(`The drill failed (${result.failedStep}): ${result.detail}`);
  say(
    `The backup ${result.backupName} can be restored. RPO ${result.rpoSeconds} s, RTO ${result.rtoSeconds} s.`,
  );
}

await main().catch((error: Error) => {
  const isExpected = [BackupProblem, ConfigProblem].some((kind) => error instanceof kind);
  console.error(`\n  ✗ ${isExpected ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
