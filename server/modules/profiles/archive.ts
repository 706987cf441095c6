import { z } from 'zod';
import { type ArchivePart, archiveOfOne } from '../../platform/member-data/index.ts';
import { findProfileForArchive } from './archive.queries.ts';

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'profile',
    z.strictObject({
      bio: z.string(),
      department: z.string().nullable(),
      graduationYear: z.int().nullable(),
      isPrivate: z.boolean(),
      showsLikes: z.boolean(),
      allowsPublicPreviews: z.boolean(),
    }),
    findProfileForArchive,
  ),
];
