import { z } from 'zod';
import { type ArchivePart, archiveOfOne } from '../../platform/member-data/index.ts';
import { findFeedSettingsForArchive } from './archive.queries.ts';

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'feed-settings',
    z.strictObject({ home: z.string(), ranking: z.boolean(), weights: z.json() }),
    findFeedSettingsForArchive,
  ),
];
