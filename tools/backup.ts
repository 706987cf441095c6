import { parseArgs } from 'node:util';
import { backUp, list } from '../server/commands/backup.ts';
import { BackupProblem } from '../server/platform/backup/problem.ts';
import { ConfigProblem } from '../server/platform/config.ts';
import { PostgresProblem } from '../server/platform/embedded-postgres/index.ts';

const usage = `npm run backup [-- --to DIR] [--list]
  Makes an encrypted backup of the campus in DATA_DIR, also while it runs.
  --to DIR  the folder of the backups; by default BACKUP_DIR
  --list    lists the backups instead`;

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const say = (words: string) => console.log(`  ${words}`);
  if (values.help) return console.log(usage);
  if (values.list) {
    const backups = list(process.env, values, say);
    if (backups.length === 0) say('There is no backup yet.');
    for (const { name, manifest } of backups) {
      const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, manifest.files.bytes);
      say(`${name}  ${megabytes(bytes)}, ${manifest.files.count} files, version ${manifest.version}`);
    }
    return;
  }
  const { folder, manifest } = await backUp(process.env, { to: values.to, mayBeNew: true }, say);
  const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  say(`Backup complete: ${folder} (${megabytes(bytes)}, and ${manifest.files.count} files of members)`);
}

await main().catch((error: Error) => {
  const isExpected = [BackupProblem, ConfigProblem, PostgresProblem].some((kind) => error instanceof kind);
  console.error(`\n  ✗ ${isExpected ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
