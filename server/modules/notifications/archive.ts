import { z } from 'zod';
import { type ArchivePart, archiveOfOne } from '../../platform/member-data/index.ts';
import { findNotificationSettingsForArchive } from './archive.queries.ts';

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'notification-settings',
    z.strictObject({
      channels: z.json(),
      quietFrom: z.int().nullable(),
      quietUntil: z.int().nullable(),
      timeZone: z.string(),
      digest: z.string(),
    }),
    findNotificationSettingsForArchive,
  ),
];
