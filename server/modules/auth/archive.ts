import { z } from 'zod';
import { type ArchivePart, archiveOf, archiveOfOne } from '../../platform/member-data/index.ts';
import { findAccountForArchive, findLogForArchive, findSessionsForArchive } from './archive.queries.ts';

const at = z.iso.datetime();

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOfOne(
    'account',
    z.strictObject({
      id: z.uuid(),
      username: z.string(),
      displayName: z.string(),
      email: z.string(),
      university: z.string(),
      affiliation: z.string(),
      locale: z.string(),
      createdAt: at,
      roles: z.array(z.string()),
    }),
    findAccountForArchive,
  ),
  archiveOf(
    'sessions',
    z.strictObject({
      id: z.uuid(),
      device: z.string(),
      ip: z.string().nullable(),
      createdAt: at,
      lastSeenAt: at,
      endedAt: at.nullable(),
    }),
    findSessionsForArchive,
  ),
  archiveOf(
    'security-log',
    z.strictObject({
      id: z.uuid(),
      at,
      event: z.string(),
      ip: z.string().nullable(),
      device: z.string().nullable(),
    }),
    findLogForArchive,
  ),
];
