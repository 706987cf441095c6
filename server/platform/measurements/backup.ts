import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { measurement } from './types.ts';

/**
 * What a backup writes to `DATA_DIR/backups/last.json` when it has succeeded, atomically (write, then rename). More fields are allowed.
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
