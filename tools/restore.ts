import { parseArgs } from 'node:util';
import { restore } from '../server/commands/backup.ts';
import { BackupProblem } from '../server/platform/backup/problem.ts';
import { ConfigProblem } from '../server/platform/config.ts';
import { PostgresProblem } from '../server/platform/embedded-postgres/index.ts';

const usage = `npm run restore -- --from DIR [--at TIME | --backup NAME] [--to DATA_DIR] [--replace]
  Restores the campus from its backups. The server must be stopped. The key is read from BACKUP_KEY_FILE.
  --from DIR  the folder of the backups; by default BACKUP_DIR
  --at TIME   the moment to restore, such as 2026-11-30T14:05:00Z; by default the newest change
  --backup NAME  a backup as it was made; npm run backup -- --list names them
  --to DIR    the data folder to restore to; by default DATA_DIR
  --replace   moves an existing data folder aside; it is never deleted`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      at: { type: 'string' },
      backup: { type: 'string' },
      replace: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const say = (words: string) => console.log(`  ${words}`);
  if (values.help) return console.log(usage);
  const { backup, movedTo, dataDir } = await restore(process.env, values, say);
  if (movedTo) say(`What was there before is now in ${movedTo}. Delete it when you no longer need it.`);
  say(`Restored ${dataDir} from the backup ${backup.name}. Start the server with this DATA_DIR.`);
}

await main().catch((error: Error) => {
  const isExpected = [BackupProblem, ConfigProblem, PostgresProblem].some((kind) => error instanceof kind);
  console.error(`\n  ✗ ${isExpected ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
