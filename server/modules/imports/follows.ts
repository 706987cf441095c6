import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { Problem } from '../../platform/problem.ts';
import { follow } from '../social/index.ts';
import {
  countPending,
  deletePending,
  findArrived,
  findByUsername,
  findImport,
  findImporter,
  findPendingOf,
  findWaitingFor,
  insertPendingFollows,
} from './queries.ts';
import type { ImportResult } from './schemas.ts';

const DAY_MS = 86_400_000;
/** How long a follow waits for somebody to bring their account here. */
const WAIT_DAYS = 180;
const BATCH = 200;

/** Follows somebody, or requests to. @returns false if blocks, settings or limits forbid it */
async function followIfAllowed(ctx: Context, viewer: Viewer, id: string): Promise<boolean> {
  try {
    await follow(ctx, viewer, id);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return false;
    throw error;
  }
}

/**
 * Follows the people of these addresses who are here: on the same campus by their name, of another one those who brought their account
 * themselves. The others are waited for.
 */
export async function followPeople(
  ctx: Context,
  importer: Viewer,
  origin: string,
  usernames: readonly string[],
): Promise<ImportResult['follows']> {
  let followed = 0;
  if (origin === ctx.config.publicUrl) {
    for (const username of usernames) {
      const id = await findByUsername(ctx.db, username);
      if (id !== undefined && (await followIfAllowed(ctx, importer, id))) followed++;
    }
    return { followed, waiting: 0 };
  }
  // Before looking who is here: who comes meanwhile finds the row.
  const expiresAt = new Date(ctx.clock().getTime() + WAIT_DAYS * DAY_MS);
  await insertPendingFollows(ctx.db, importer.id, origin, usernames, expiresAt);
  for (const username of await findPendingOf(ctx.db, importer.id, origin)) {
    const id = await findArrived(ctx.db, origin, username);
    if (id === undefined) continue;
    if (await followIfAllowed(ctx, importer, id)) followed++;
    await deletePending(ctx.db, importer.id, origin, username);
  }
  return { followed, waiting: await countPending(ctx.db, importer.id) };
}

/** Job, after an import: those who waited for this account follow it. */
export async function followArrived(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const row = await findImport(ctx.db, importId);
  if (row?.state !== 'done' || row.origin === null || row.sourceUsername === null) return;
  const { origin, sourceUsername } = row;
  if ((await findArrived(ctx.db, origin, sourceUsername)) !== row.memberId) return;
  for (;;) {
    const waiting = await findWaitingFor(ctx.db, origin, sourceUsername, ctx.clock(), BATCH);
    if (waiting.length === 0) return;
    for (const memberId of waiting) {
      const follower = await findImporter(ctx.db, memberId);
      if (follower !== undefined) await followIfAllowed(ctx, follower, row.memberId);
      await deletePending(ctx.db, memberId, origin, sourceUsername);
    }
  }
}
