import { z } from 'zod';
import type { ArchivePart } from '../../platform/member-data/index.ts';
import { archivableFile } from './archives.ts';
import { findOwnFiles } from './queries.ts';

/** Files whose bytes other parts add to the archive: those of posts, and of messages. */
const ELSEWHERE: readonly (string | null)[] = ['post', 'message', 'group'];

const filesPart: ArchivePart = {
  name: 'files',
  line: z.strictObject({
    id: z.uuid(),
    at: z.iso.datetime(),
    kind: z.string(),
    fileName: z.string().nullable(),
    alt: z.string().nullable(),
    mimeType: z.string(),
    size: z.int().describe('Bytes'),
    attachedTo: z.string().nullable(),
  }),
  async read(ctx, memberId, after, limit) {
    const rows = await findOwnFiles(
      ctx.db,
      memberId,
      { before: after, kind: undefined, unused: false },
      limit,
    );
    return rows.map((row) => {
      const { id, createdAt: at, kind, fileName, alt, mimeType, size, subjectType: attachedTo } = row;
      const file = ELSEWHERE.includes(attachedTo) ? undefined : archivableFile(ctx, row);
      return {
        key: id,
        line: { id, at, kind, fileName, alt, mimeType, size, attachedTo },
        files: file === undefined ? [] : [{ ...file, label: fileName ?? alt }],
      };
    });
  },
};

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [filesPart];
