import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { Problem } from '../../platform/problem.ts';
import { content } from '../content/index.ts';
import { media } from '../media/index.ts';
import { changeProfile, setOwnPicture } from '../profiles/index.ts';
import { findCampus } from './campuses/queries.ts';
import { followsOf, idHere, linesOf, nothingLeftOut, PostLine, postFilter, profileOf } from './contents.ts';
import { followArrived, followPeople } from './follows.ts';
import { CopyRefused } from './problems.ts';
import {
  countLine,
  deleteEnded,
  deleteExpiredPending,
  deletePendingOf,
  findImport,
  findImporter,
  findStale,
  holdAtLine,
  type ImportRow,
  saveResult,
  setChecked,
  setDone,
  setFailed,
  setRefused,
  setUndone,
} from './queries.ts';
import type { CopySummary, ImportResult } from './schemas.ts';
import { checkSpec, discardCopy, runSpec, undoSpec } from './specs.ts';
import { checkFiles, readManifest } from './verify.ts';
import { type CopyZip, extract, openCopy } from './zip.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After this time without progress the job may be lost and is added again. */
const STALE_MS = 2 * HOUR_MS;
const ERASE_BATCH = 100;

/** Opens the uploaded copy in a work folder. @throws CopyRefused `copy_expired`, and as `openCopy` */
async function withCopy<T>(
  ctx: Context,
  row: ImportRow,
  work: (zip: CopyZip, folder: string) => Promise<T>,
): Promise<T> {
  const name = randomBytes(16).toString('hex');
  const folder = await media.createWorkFolder(ctx, name);
  let zip: CopyZip | undefined;
  try {
    const path = join(folder, 'copy.zip');
    await media.requireFreeSpace(ctx, media.copyMaxBytes);
    if (!(await media.copyOwnArchive(ctx, row.memberId, row.mediaId, path)))
      throw new CopyRefused('copy_expired', 'the uploaded file is gone');
    zip = await openCopy(path);
    return await work(zip, folder);
  } finally {
    zip?.close();
    await media.removeWorkFolder(ctx, name);
  }
}

/** Job: checks a copy and counts what would come in. */
async function check(ctx: Context, { importId }: { importId: string }, signal?: AbortSignal): Promise<void> {
  const row = await findImport(ctx.db, importId);
  if (row?.state !== 'checking') return;
  const importer = await findImporter(ctx.db, row.memberId);
  if (importer === undefined) return;
  try {
    await withCopy(ctx, row, async (zip) => {
      const { manifest, campus } = await readManifest(zip, (origin) => findCampus(ctx.db, origin));
      await checkFiles(zip, manifest, signal);
      const summary = await summarize(zip, new Date(manifest.createdAt), importer);
      await setChecked(
        ctx.db,
        importId,
        {
          archiveId: manifest.id,
          campusName: campus.name,
          origin: campus.origin,
          sourceMemberId: manifest.member.id,
          sourceUsername: manifest.member.username,
          writtenAt: new Date(manifest.createdAt),
          summary,
        },
        ctx.clock(),
      );
    });
  } catch (error) {
    if (!(error instanceof CopyRefused)) throw error;
    ctx.log.info({ importId, code: error.code, reason: error.message }, 'imports.refused');
    await ctx.transaction(async (tx) => {
      if (await setRefused(tx.db, importId, error.code, tx.clock())) await discardCopy(tx, row);
    });
  }
}

async function summarize(
  zip: CopyZip,
  writtenAt: Date,
  importer: { bio: string; avatarUrl: string | null },
): Promise<CopySummary> {
  const leftOut = nothingLeftOut();
  let posts = 0;
  let files = 0;
  const judge = postFilter(writtenAt);
  for await (const line of linesOf(zip, 'posts', PostLine)) {
    const verdict = judge(line);
    if (typeof verdict === 'string') leftOut[verdict]++;
    else {
      posts++;
      files += line.files.filter(({ path }) => path !== null).length;
    }
  }
  const { bio, picture } = await profileOf(zip);
  return {
    posts,
    files,
    follows: (await followsOf(zip)).length,
    hasProfile: (bio !== '' && importer.bio === '') || (picture !== undefined && importer.avatarUrl === null),
    leftOut,
  };
}

/** The import was taken back, or another worker goes on with it. */
class Stopped extends Error {
  override name = 'Stopped';
}

/**
 * Job: takes in a copy. Each post commits with the number of its line, so a killed run goes on with the next line: nothing is lost,
 * and nothing comes twice.
 */
async function run(ctx: Context, { importId }: { importId: string }, signal?: AbortSignal): Promise<void> {
  const row = await findImport(ctx.db, importId);
  if (row?.state !== 'running') return;
  try {
    await withCopy(ctx, row, (zip, folder) => takeIn(ctx, row, { zip, folder, signal }));
  } catch (error) {
    if (error instanceof Stopped) return;
    // Such as a suspension or a full disk: the member can go on when it has passed.
    if (!(error instanceof Problem || error instanceof CopyRefused)) throw error;
    await setFailed(ctx.db, importId, error.code, ctx.clock());
  }
}

const noResult = (): ImportResult => ({
  posts: 0,
  files: { kept: 0, processed: 0, leftOut: 0 },
  follows: { followed: 0, waiting: 0 },
  leftOut: nothingLeftOut(),
});

interface OpenedCopy {
  zip: CopyZip;
  folder: string;
  signal: AbortSignal | undefined;
}

async function takeIn(ctx: Context, row: ImportRow, copy: OpenedCopy): Promise<void> {
  const { zip } = copy;
  const importer = await findImporter(ctx.db, row.memberId);
  if (importer === undefined) throw new Problem(403, 'account_suspended', 'The account is not in use.');
  // The list may have changed since the copy was checked, and the stored file is only as good as its signature.
  const { manifest, campus } = await readManifest(zip, (origin) => findCampus(ctx.db, origin));
  const files = new Map(Object.entries(manifest.files));
  const result = row.result ?? noResult();
  const profile = await profileOf(zip);
  const isSameUniversity = profile.university === importer.university;
  const judge = postFilter(new Date(manifest.createdAt));
  let nr = 0;
  for await (const line of linesOf(zip, 'posts', PostLine)) {
    const verdict = judge(line);
    nr++;
    if (nr <= row.done) continue;
    copy.signal?.throwIfAborted();
    if (typeof verdict === 'string') {
      result.leftOut[verdict]++;
      if (!(await countLine(ctx.db, row.id, nr, result, ctx.clock()))) throw new Stopped();
      continue;
    }
    const at = Date.parse(line.at);
    const mediaIds: string[] = [];
    for (const file of line.files) {
      const id = await takeFile(ctx, row, copy, files, { file, at }, result);
      if (id !== undefined) mediaIds.push(id);
    }
    await ctx.transaction(async (tx) => {
      if (!(await holdAtLine(tx.db, row.id, nr))) throw new Stopped();
      const outcome = await content.importPost(tx, {
        id: idHere(row.id, at, line.id),
        author: importer,
        content: line.text,
        contentWarning: line.contentWarning,
        createdAt: new Date(at),
        // The university there is another one, whose members this post was not for.
        visibility: line.visibility === 'university' && !isSameUniversity ? 'followers' : line.visibility,
        replyPolicy: line.replyPolicy,
        language: line.language,
        replyToId: line.replyToId === null ? null : idHere(row.id, verdict.replyToAt ?? at, line.replyToId),
        quoteOfId: line.quoteOfId === null ? null : idHere(row.id, verdict.quoteOfAt ?? at, line.quoteOfId),
        mediaIds,
        importedFrom: campus.name,
      });
      if (outcome === 'taken') result.posts++;
      else result.leftOut[outcome === 'invalid' ? 'invalid' : 'replies']++;
      if (!(await countLine(tx.db, row.id, nr, result, tx.clock()))) throw new Stopped();
    });
  }
  if (row.takesProfile) await takeProfile(ctx, row, copy, files, { importer, profile });
  result.follows = await followPeople(ctx, importer, campus.origin, await followsOf(zip));
  if (!(await saveResult(ctx.db, row.id, result, ctx.clock()))) throw new Stopped();
  await ctx.transaction(async (tx) => {
    if (!(await setDone(tx.db, row.id, tx.clock()))) throw new Stopped();
    await discardCopy(tx, row);
    await tx.jobs.add('imports.followArrived', { importId: row.id });
  });
}

/** Makes a file of the copy a file of the member. @returns undefined if it is left out */
async function takeFile(
  ctx: Context,
  row: ImportRow,
  { zip, folder, signal }: OpenedCopy,
  files: ReadonlyMap<string, { sha256: string }>,
  { file, at }: { file: PostLine['files'][number]; at: number },
  result: ImportResult,
): Promise<string | undefined> {
  const { path: name, fileName, alt } = file;
  const expected = name === null ? undefined : files.get(name);
  if (name === null || expected === undefined) {
    result.files.leftOut++;
    return undefined;
  }
  const id = idHere(row.id, at, name);
  const path = join(folder, 'file');
  try {
    await extract(zip, name, expected, path);
    const outcome = await media.importFile(ctx, row.memberId, { id, path, fileName, alt }, signal);
    result.files[outcome]++;
    return id;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    result.files.leftOut++;
    return undefined;
  }
}

/** Bio and picture, where the account has none. */
async function takeProfile(
  ctx: Context,
  row: ImportRow,
  copy: OpenedCopy,
  files: ReadonlyMap<string, { sha256: string }>,
  {
    importer,
    profile: { bio, picture },
  }: {
    importer: NonNullable<Awaited<ReturnType<typeof findImporter>>>;
    profile: Awaited<ReturnType<typeof profileOf>>;
  },
): Promise<void> {
  try {
    if (bio !== '' && importer.bio === '') await changeProfile(ctx, importer, { bio });
    if (picture === undefined || importer.avatarUrl !== null) return;
    const at = (row.writtenAt ?? row.createdAt).getTime();
    const id = await takeFile(ctx, row, copy, files, { file: picture, at }, noResult());
    if (id !== undefined) await setOwnPicture(ctx, importer, 'avatar', id);
  } catch (error) {
    // A bio or picture that breaks a limit of this campus is left out.
    if (!(error instanceof Problem) || error.status === 403 || error.status >= 500) throw error;
  }
}

/** Job: deletes what an import brought. */
async function undo(ctx: Context, { importId }: { importId: string }, signal?: AbortSignal): Promise<void> {
  const row = await findImport(ctx.db, importId);
  if (row?.state !== 'undoing') return;
  for (let found = ERASE_BATCH; found === ERASE_BATCH; ) {
    signal?.throwIfAborted();
    found = await content.eraseImported(ctx, row.memberId, ERASE_BATCH);
  }
  await ctx.transaction(async (tx) => {
    await deletePendingOf(tx.db, row.memberId);
    await setUndone(tx.db, importId, ['undoing'], tx.clock());
    await discardCopy(tx, row);
  });
}

/** Hourly: restarts lost jobs, drops copies that nobody confirmed, and follows that waited too long. */
async function cleanUp(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  for (const row of await findStale(ctx.db, ago(STALE_MS))) {
    const { id, state } = row;
    if (state === 'checking') await ctx.jobs.add('imports.check', { importId: id }, checkSpec(id));
    if (state === 'running') await ctx.jobs.add('imports.run', { importId: id }, runSpec(id));
    if (state === 'undoing') await ctx.jobs.add('imports.undo', { importId: id }, undoSpec(id));
    if (state === 'checked' && row.createdAt < ago(DAY_MS))
      await ctx.transaction(async (tx) => {
        if (await setRefused(tx.db, id, 'copy_expired', tx.clock())) await discardCopy(tx, row);
      });
  }
  await deleteEnded(ctx.db, ago(30 * DAY_MS));
  await deleteExpiredPending(ctx.db, now);
}

export const jobs: JobTable = {
  'imports.check': check,
  'imports.run': run,
  'imports.undo': undo,
  'imports.followArrived': followArrived,
  'imports.cleanUp': cleanUp,
};
export const crons: Cron[] = [{ at: '53 * * * *', job: 'imports.cleanUp' }];
