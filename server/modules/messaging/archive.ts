import { z } from 'zod';
import { type ArchivePart, archiveOf, archiveOfOne } from '../../platform/member-data/index.ts';
import { findMessageSettingsForArchive, findRemovedMessagesForArchive } from './archive.queries.ts';

const at = z.iso.datetime();

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf(
    'removed-messages',
    z.strictObject({ id: z.uuid(), at, text: z.string(), conversationId: z.uuid(), removedAt: at }),
    findRemovedMessagesForArchive,
  ),
  archiveOfOne(
    'message-settings',
    z.strictObject({
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
