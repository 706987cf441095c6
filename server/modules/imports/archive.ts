import { z } from 'zod';
import { type ArchivePart, archiveOf } from '../../platform/member-data/index.ts';
import { findImportsForArchive, findPendingForArchive } from './archive.queries.ts';

const at = z.iso.datetime();

const pending: ArchivePart = {
  name: 'pending-follows',
  line: z.strictObject({ campus: z.string(), username: z.string(), expiresAt: at }),
  async read({ db }, memberId, after, limit) {
    const rows = await findPendingForArchive(db, memberId, after, limit);
    return rows.map((row) => ({ key: `${row.campus} ${row.username}`, line: row }));
  },
};

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf(
    'imports',
    z.strictObject({
      id: z.uuid(),
      at,
      state: z.string(),
      campus: z.string().nullable(),
      username: z.string().nullable(),
    }),
    findImportsForArchive,
  ),
  pending,
];
