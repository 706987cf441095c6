import { z } from 'zod';
import { type ArchivePart, archiveOfOne } from '../../platform/member-data/index.ts';
import { findMessageSettingsForArchive } from './archive.queries.ts';

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'message-settings',
    z.strictObject({
      whoMayWrite: z.string(),
      readReceipts: z.boolean(),
      deliveredReceipts: z.boolean(),
      typing: z.boolean(),
      presence: z.boolean(),
      lastSeen: z.boolean(),
      linkPreviews: z.boolean(),
    }),
    findMessageSettingsForArchive,
  ),
];
