import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../platform/page.ts';
import { presentPosts } from '../content/index.ts';
import { KINDS, type Kind } from './kinds.ts';
import { channelsOf } from './preferences/service.ts';
import { present, withoutMuted } from './present.ts';
import { postNotFound } from './problems.ts';
import {
  deleteMutedThread,
  type Group,
  groupsBefore,
  insertMutedThread,
  isThreadMuted,
  markRead,
  markReadUpTo,
  rootOf,
  unreadRows,
} from './queries.ts';
import type { NotificationPage, NotificationQuery, ReadBody, ThreadMute, Unread } from './schemas.ts';
import { tellCounts } from './telling.ts';

/** So many are counted; a number past it says no more. */
const MOST_COUNTED = 100;

/** The kinds that stand in a member's list. */
const listedKinds = async (ctx: Context, userId: string): Promise<Kind[]> => {
  const channels = await channelsOf(ctx, userId);
  return KINDS.filter((kind) => channels[kind].inApp);
};

/**
 * What the viewer is told of, the newest first, like with like.
 * @throws Problem 400 `invalid_cursor`
 */
export async function list(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor, kinds }: NotificationQuery,
): Promise<NotificationPage> {
  const listed = await listedKinds(ctx, viewer.id);
  const wanted = listed.filter((kind) => kinds === undefined || kinds.includes(kind));
  const groups = await heardBefore(ctx, viewer, readCursor(cursor), wanted, limit + 1);
  const { items, nextCursor } = toPage(groups, limit, (group) => group.place);
  return {
    items: await present(ctx, viewer, items),
    nextCursor,
    unread: await count(ctx, viewer, listed),
  };
}

/** Reads on until the page is full: what holds muted words is known only when it is read. */
async function heardBefore(
  ctx: Context,
  viewer: Viewer,
  start: string | null,
  kinds: readonly Kind[],
  take: number,
): Promise<Group[]> {
  const heard: Group[] = [];
  let before = start;
  for (;;) {
    const groups = await groupsBefore(ctx.db, viewer, { before, kinds, take });
    heard.push(...(await withoutMuted(ctx, viewer, groups)));
    before = groups.at(-1)?.place ?? null;
    if (groups.length < take || heard.length >= take) return heard.slice(0, take);
  }
}

/** How many unread notifications stand in the viewer's list, up to 100. */
export const unread = async (ctx: Context, viewer: Viewer): Promise<number> =>
  count(ctx, viewer, await listedKinds(ctx, viewer.id));

async function count(ctx: Context, viewer: Viewer, kinds: readonly Kind[]): Promise<number> {
  const rows = await unreadRows(ctx.db, viewer, { kinds, after: null, take: MOST_COUNTED });
  return (await withoutMuted(ctx, viewer, rows)).length;
}

/** Marks as read; all of the member's devices are told the number that is left. */
export async function read(ctx: Context, viewer: Viewer, { upToId, ids }: ReadBody): Promise<Unread> {
  const now = ctx.clock();
  const changed =
    upToId === undefined
      ? await markRead(ctx.db, viewer.id, ids ?? [], now)
      : await markReadUpTo(ctx.db, viewer.id, upToId, now);
  const left = await unread(ctx, viewer);
  if (changed) tellCounts(ctx, viewer.id, left);
  return { unread: left };
}

/** @throws Problem 404 `post_not_found` */
async function threadOf(ctx: Context, viewer: Viewer, postId: string): Promise<string> {
  const [post] = await presentPosts(ctx, viewer, [postId]);
  const rootId = post === undefined ? undefined : await rootOf(ctx.db, postId);
  if (rootId === undefined) throw postNotFound();
  return rootId;
}

/**
 * Nothing of the post's thread is told to the viewer from here on, and what was told stands in their list no longer.
 * @throws Problem 404 `post_not_found`
 */
export async function muteThread(ctx: Context, viewer: Viewer, postId: string): Promise<ThreadMute> {
  await insertMutedThread(ctx.db, viewer.id, await threadOf(ctx, viewer, postId), ctx.clock());
  return { muted: true };
}

/** @throws Problem 404 `post_not_found` */
export async function unmuteThread(ctx: Context, viewer: Viewer, postId: string): Promise<ThreadMute> {
  await deleteMutedThread(ctx.db, viewer.id, await threadOf(ctx, viewer, postId));
  return { muted: false };
}

/** @throws Problem 404 `post_not_found` */
export async function threadMute(ctx: Context, viewer: Viewer, postId: string): Promise<ThreadMute> {
  return { muted: await isThreadMuted(ctx.db, viewer.id, await threadOf(ctx, viewer, postId)) };
}
