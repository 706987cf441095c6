import type { Context } from '../../platform/context.ts';
import type { Origin, Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { auth } from '../auth/index.ts';
import { content } from '../content/index.ts';
import { media } from '../media/index.ts';
import { findCampuses } from './campuses/queries.ts';
import {
  accountNotEmpty,
  alreadyImported,
  copyNotUploaded,
  importInProgress,
  importNotFound,
  importNotReady,
  importsClosed,
  tooManyImports,
  undoTooLate,
} from './problems.ts';
import {
  countPending,
  deletePendingOf,
  findImport,
  findImports,
  type ImportRow,
  importsSince,
  insertImport,
  isTaken,
  lockCopies,
  lockImporter,
  setRunning,
  setUndoing,
  setUndone,
} from './queries.ts';
import type { Import, ImportConfirmation, ImportList, NewImport } from './schemas.ts';
import { checkSpec, discardCopy, runSpec, undoSpec } from './specs.ts';

const DAY_MS = 86_400_000;
/** Copies that a member may bring per day: each costs a check of all its bytes. */
const MAX_PER_DAY = 5;
const UNDO_DAYS = 7;

/** What a member imported, and what can be imported here. */
export async function listImports(ctx: Context, viewer: Viewer): Promise<ImportList> {
  const rows = await findImports(ctx.db, viewer.id);
  const waiting = rows.length === 0 ? 0 : await countPending(ctx.db, viewer.id);
  return {
    accepted: (await findCampuses(ctx.db)).map(({ name, origin }) => ({ name, origin })),
    maxBytes: media.copyMaxBytes,
    items: rows.map((row) => present(row, waiting)),
  };
}

async function getImport(ctx: Context, viewer: Viewer, id: string): Promise<Import> {
  const row = await findImport(ctx.db, id);
  if (row?.memberId !== viewer.id) throw importNotFound();
  return present(row, await countPending(ctx.db, viewer.id));
}

/**
 * Has an uploaded copy checked. Nothing comes in before the member confirms it.
 * @throws Problem 403 `imports_closed`, `reauthentication_required`; 409 `account_not_empty`, `import_in_progress`; 422
 *   `copy_not_uploaded`; 429 `too_many_imports`
 */
export async function startImport(
  ctx: Context,
  viewer: Viewer,
  { mediaId }: NewImport,
  origin: Origin,
): Promise<Import> {
  const id = newId();
  await ctx.transaction(async (tx) => {
    await lockImporter(tx.db, viewer.id);
    if ((await findCampuses(tx.db)).length === 0) throw importsClosed();
    await auth.requireReauthentication(tx, viewer);
    const existing = await findImports(tx.db, viewer.id);
    if (existing.some(({ state }) => state !== 'refused' && state !== 'undone')) throw importInProgress();
    if (await content.hasPosts(tx, viewer.id)) throw accountNotEmpty();
    const now = tx.clock();
    const oldest = (await importsSince(tx.db, viewer.id, new Date(now.getTime() - DAY_MS)))[MAX_PER_DAY - 1];
    if (oldest !== undefined && tx.config.rateLimits)
      throw tooManyImports(Math.ceil((oldest.getTime() + DAY_MS - now.getTime()) / 1000));
    if (!(await media.isOwnArchive(tx, viewer.id, mediaId))) throw copyNotUploaded();
    await insertImport(tx.db, { id, memberId: viewer.id, mediaId, createdAt: now });
    await auth.audit(tx, {
      event: 'import_started',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      subject: { type: 'import', id },
    });
    await tx.jobs.add('imports.check', { importId: id }, checkSpec(id));
  });
  return getImport(ctx, viewer, id);
}

/**
 * Takes in a copy that was checked, or goes on with one that failed. The first of two devices, and of two accounts, wins.
 * @throws Problem 403 `reauthentication_required`; 404 `import_not_found`; 409 `import_not_ready`, `account_not_empty`,
 *   `copy_already_imported`
 */
export async function confirmImport(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { takesProfile }: ImportConfirmation,
  origin: Origin,
): Promise<Import> {
  await ctx.transaction(async (tx) => {
    await lockImporter(tx.db, viewer.id);
    const row = await findImport(tx.db, id);
    if (row?.memberId !== viewer.id) throw importNotFound();
    await auth.requireReauthentication(tx, viewer);
    if (row.state !== 'checked' && row.state !== 'failed') throw importNotReady();
    if (row.state === 'checked' && (await content.hasPosts(tx, viewer.id))) throw accountNotEmpty();
    await lockCopies(tx.db);
    if (await isTaken(tx.db, id)) throw alreadyImported();
    if (!(await setRunning(tx.db, id, { takesProfile, now: tx.clock() }))) throw importNotReady();
    await auth.audit(tx, {
      event: 'import_confirmed',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      subject: { type: 'import', id },
      details: { campus: row.origin, archive: row.archiveId },
    });
    await tx.jobs.add('imports.run', { importId: id }, runSpec(id));
  });
  return getImport(ctx, viewer, id);
}

/**
 * Takes an import back: deletes its posts and the follows that wait, or drops a copy that was not taken. Bio, picture and people whom
 * the member follows by now stay. Idempotent.
 * @throws Problem 404 `import_not_found`; 409 `undo_too_late`
 */
export async function undoImport(ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockImporter(tx.db, viewer.id);
    const row = await findImport(tx.db, id);
    if (row?.memberId !== viewer.id) throw importNotFound();
    const now = tx.clock();
    if (row.state === 'undoing' || row.state === 'undone') return;
    if (row.finishedAt !== null && row.state === 'done' && now > undoUntil(row.finishedAt))
      throw undoTooLate(UNDO_DAYS);
    if (await setUndoing(tx.db, id, now)) await tx.jobs.add('imports.undo', { importId: id }, undoSpec(id));
    else {
      await setUndone(tx.db, id, ['checking', 'checked', 'refused'], now);
      await discardCopy(tx, row);
    }
    await auth.audit(tx, {
      event: 'import_undone',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      subject: { type: 'import', id },
    });
  });
}

/** Forgets the people who have not come yet. Idempotent. */
export const forgetFollows = (ctx: Context, viewer: Viewer): Promise<void> =>
  deletePendingOf(ctx.db, viewer.id);

const undoUntil = (finishedAt: Date) => new Date(finishedAt.getTime() + UNDO_DAYS * DAY_MS);

function present(row: ImportRow, waiting: number): Import {
  const { state, summary } = row;
  const left = summary === null ? 0 : Object.values(summary.leftOut).reduce((sum, count) => sum + count, 0);
  const total = (summary?.posts ?? 0) + left;
  const isOver = state === 'done';
  return {
    id: row.id,
    state,
    failure: row.failure,
    campus:
      row.campusName === null || row.origin === null ? null : { name: row.campusName, origin: row.origin },
    username: row.sourceUsername,
    writtenAt: row.writtenAt?.toISOString() ?? null,
    summary,
    // The last percent is profile and follows.
    progress: isOver ? 100 : total === 0 ? 0 : Math.min(99, Math.floor((100 * row.done) / total)),
    result: row.result,
    waitingFollows: isOver ? waiting : 0,
    createdAt: row.createdAt.toISOString(),
    undoUntil: isOver && row.finishedAt !== null ? undoUntil(row.finishedAt).toISOString() : null,
  };
}
