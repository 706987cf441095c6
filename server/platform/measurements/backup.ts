import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { measurement } from './types.ts';

/**
 * What a backup writes to `DATA_DIR/backups/last.json` when it has succeeded. A backup that is not ours may write the file itself, with
 * more fields.
 */
export const LastBackup = z.object({
  /** When it was complete. */
  finishedAt: z.iso.datetime({ offset: true }),
  /** The size of what a restore would bring back, and not of what an incremental backup added. */
  bytes: z.number().nonnegative(),
  /** When a restore of a backup was last tried successfully. */
  restoredAt: z.iso.datetime({ offset: true }).optional(),
});
export const lastBackupFile = (dataDir: string): string => join(dataDir, 'backups', 'last.json');

/** Records a backup that has succeeded, so that a missing or old one raises an alert. Readers see the old record or the new one. */
export async function recordBackup(dataDir: string, last: z.infer<typeof LastBackup>): Promise<void> {
  const file = lastBackupFile(dataDir);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, JSON.stringify(last), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

export const backup = measurement({
  name: 'backup',
  everySeconds: 60,
  metrics: {
    backup_last_success_timestamp_seconds: {
      help: 'When the last backup was complete; 0 if there is none, or its record is unreadable',
    },
    backup_last_size_bytes: { help: 'Size of the last backup' },
    backup_last_restore_timestamp_seconds: {
      help: 'When a restore of a backup last succeeded; absent if none was tried',
    },
  },
  async measure({ config, log }) {
    try {
      const last = LastBackup.parse(JSON.parse(await readFile(lastBackupFile(config.dataDir), 'utf8')));
      return {
        backup_last_success_timestamp_seconds: Date.parse(last.finishedAt) / 1_000,
        backup_last_size_bytes: last.bytes,
        ...(last.restoredAt === undefined
          ? {}
          : { backup_last_restore_timestamp_seconds: Date.parse(last.restoredAt) / 1_000 }),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log.warn({ err: error }, 'backup.record_unreadable');
      return { backup_last_success_timestamp_seconds: 0 };
    }
  },
});
