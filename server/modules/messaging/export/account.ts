import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import {
  type ArchivedFileSource,
  type ArchivePart,
  allMemberData,
} from '../../../platform/member-data/index.ts';
import { media } from '../../media/index.ts';
import { slugify } from './file-names.ts';
import type { Markup } from './html.ts';
import { type Pages, partPath, type WrittenPart } from './pages.ts';
import type { Zip } from './zip.ts';

/** Entries in memory at once, and on a page. */
const BATCH = 200;
const PAGE = 500;

/** A file of a line, as it is in the archive. */
const FileLine = z.strictObject({
  path: z.string().nullable().describe('Within the archive; null if the bytes are missing'),
  fileName: z.string().nullable().describe('As its owner named it; documents only'),
  mimeType: z.string(),
  alt: z.string().nullable(),
});

/** The schema of a line of a part. */
export const lineSchema = ({ line }: ArchivePart) => line.extend({ files: z.array(FileLine).optional() });

interface Writing {
  viewer: Viewer;
  /** Working folder. */
  folder: string;
  /** Says that it goes on. Throws if the export should stop. */
  keepAlive(): Promise<void>;
  zip: Zip;
  pages: Pages;
  /** Counts what is written. */
  counts: { files: number; missingFiles: number };
}

/**
 * Adds everything but the messages to an archive: for each part that a module brings, JSON lines, their schema and pages. In memory
 * are one batch and one page.
 * @throws Problem 507 `storage_full`
 */
export async function writeAccount(ctx: Context, writing: Writing): Promise<WrittenPart[]> {
  const parts = (await allMemberData()).flatMap(({ archive = [] }) => archive);
  const written: WrittenPart[] = [];
  for (const part of parts) {
    const schema = z.toJSONSchema(lineSchema(part));
    await writing.zip.add(`data/${part.name}.schema.json`, JSON.stringify(schema, null, 2), {
      compress: true,
    });
    written.push(await writePart(ctx, writing, part));
  }
  return written;
}

async function writePart(ctx: Context, writing: Writing, part: ArchivePart): Promise<WrittenPart> {
  const { zip, pages, viewer, folder, keepAlive } = writing;
  const linesPath = join(folder, `${part.name}.jsonl`);
  const lines = await open(linesPath, 'wx', 0o600);
  let entries = 0;
  let pageCount = 0;
  let rows: Markup[] = [];
  const closePage = async (hasMore: boolean) => {
    pageCount++;
    const page = pages.partPage(part.name, pageCount, hasMore, rows);
    await media.requireFreeSpace(ctx, page.length);
    await zip.add(partPath(part.name, pageCount), page, { compress: true });
    rows = [];
  };
  try {
    for (let after: string | null = null; ; ) {
      const batch: Awaited<ReturnType<ArchivePart['read']>> = await part.read(ctx, viewer.id, after, BATCH);
      for (const { line, files = [] } of batch) {
        entries++;
        const archived = await writeFiles(
          ctx,
          writing,
          `files/${part.name}/${String(entries).padStart(6, '0')}`,
          files,
        );
        const whole = JSON.parse(
          JSON.stringify(archived.length === 0 ? line : { ...line, files: archived }),
        ) as Record<string, unknown>;
        await lines.appendFile(`${JSON.stringify(whole)}\n`);
        if (rows.length === PAGE) await closePage(true);
        rows.push(pages.entry(whole));
      }
      const last = batch.at(-1);
      if (last === undefined) break;
      after = last.key;
      await keepAlive();
    }
    await closePage(false);
    const { size } = await lines.stat();
    await media.requireFreeSpace(ctx, size);
    await zip.add(`data/${part.name}.jsonl`, createReadStream(linesPath), {
      compress: true,
      large: size > 2 ** 31,
    });
    return { name: part.name, entries, pageCount };
  } finally {
    await lines.close();
  }
}

/** Adds the files of a line. @param prefix  of their paths, which makes them unique */
async function writeFiles(
  ctx: Context,
  { zip, counts, pages }: Writing,
  prefix: string,
  files: readonly ArchivedFileSource[],
): Promise<z.infer<typeof FileLine>[]> {
  const archived: z.infer<typeof FileLine>[] = [];
  for (const [index, { label, fileName, extension, mimeType, alt, open: openFile }] of files.entries()) {
    await media.requireFreeSpace(ctx, 0);
    const bytes = await openFile();
    const name = slugify((label ?? '').replace(/\.[^.\s]{1,5}$/, ''), pages.words.fileTypes.file);
    const ending = /^[a-z0-9]{1,5}$/.test(extension) ? extension : 'bin';
    const path = bytes === undefined ? null : `${prefix}-${index + 1}-${name}.${ending}`;
    counts[path === null ? 'missingFiles' : 'files']++;
    if (bytes !== undefined && path !== null) await zip.add(path, bytes, { compress: ending === 'txt' });
    archived.push({ path, fileName, mimeType, alt });
  }
  return archived;
}
