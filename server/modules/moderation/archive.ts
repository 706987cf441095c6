import { z } from 'zod';
import { type ArchivePart, archiveOf } from '../../platform/member-data/index.ts';
import { findDecisionsForArchive, findReportsForArchive } from './archive.queries.ts';

const at = z.iso.datetime();

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf(
    'reports',
    z.strictObject({
      id: z.uuid(),
      at,
      subjectType: z.string(),
      subjectId: z.uuid(),
      reason: z.string(),
      text: z.string().nullable(),
      status: z.string(),
    }),
    findReportsForArchive,
  ),
  archiveOf(
    'decisions',
    z.strictObject({ id: z.uuid(), at, subjectType: z.string(), subjectId: z.uuid(), outcome: z.string() }),
    findDecisionsForArchive,
  ),
];
