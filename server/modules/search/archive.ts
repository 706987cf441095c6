import { z } from 'zod';
import { type ArchivePart, archiveOf } from '../../platform/member-data/index.ts';
import { findSearchesForArchive } from './archive.queries.ts';

const at = z.iso.datetime();

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf(
    'searches',
    z.strictObject({ id: z.uuid(), at, text: z.string(), saved: z.boolean() }),
    findSearchesForArchive,
  ),
];
