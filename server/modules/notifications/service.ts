import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../platform/page.ts';
import { presentPosts } from '../content/index.ts';
import { KINDS, type Kind } from './kinds.ts';
import { channelsOf } from './preferences/service.ts';
import { present, withoutMutedWords } from './present.ts';
import { postNotFound } from './problems.ts';
import { publishCounts } from './publish.ts';
import {
  deleteMutedThread,
  findRootId,
  findUnread,
  type Group,
  groupsBefore,
  insertMutedThread,
  isThreadMuted,
  markRead,
  markReadUpTo,
} from './queries.ts';
import type { NotificationPage, NotificationQuery, ReadBody, ThreadMute, Unread } from './schemas.ts';

/** Unread notifications are counted up to this. */
const MAX_COUNTED = 100;

/** The kinds that a member has in their list. */
const listedKinds = async (ctx: Context, userId: string): Promise<Kind[]> => {
  const channels = await channelsOf(ctx, userId);
  return KINDS.filter((kind) => channels[kind].inApp);
};

/**
 * The viewer's notifications, newest first, grouped.
 * @throws Problem 400 `invalid_cursor`
 */
export async function listNotifications(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor, kinds }: NotificationQuery,
): Promise<NotificationPage> {
  const listedKindsOfViewer = await listedKinds(ctx, viewer.id);
  const shownKinds = listedKindsOfViewer.filter((kind) => kinds === undefined || kinds.includes(kind));
  const groups = await visibleBefore(ctx, viewer, readCursor(cursor), shownKinds, limit + 1);
  const { items, nextCursor } = toPage(groups, limit, (group) => group.latestActivityId);
  return {
    items: await present(ctx, viewer, items),
    nextCursor,
    unread: await count(ctx, viewer, listedKindsOfViewer),
  };
}

/** Reads on until the page is full: muted words can only be checked after reading. */
async function visibleBefore(
  ctx: Context,
  viewer: Viewer,
  start: string | null,
  kinds: readonly Kind[],
  take: number,
): Promise<Group[]> {
  const visible: Group[] = [];
  let before = start;
  for (;;) {
    const groups = await groupsBefore(ctx.db, viewer, { before, kinds, take, at: ctx.clock() });
    visible.push(...(await withoutMutedWords(ctx, viewer, groups)));
    before = groups.at(-1)?.latestActivityId ?? null;
    if (groups.length < take || visible.length >= take) return visible.slice(0, take);
  }
}

/** The number of unread notifications in the viewer's list, up to 100. */
export const unread = async (ctx: Context, viewer: Viewer): Promise<number> =>
  count(ctx, viewer, await listedKinds(ctx, viewer.id));

async function count(ctx: Context, viewer: Viewer, kinds: readonly Kind[]): Promise<number> {
  const rows = await findUnread(ctx.db, viewer, {
    kinds,
    after: null,
    take: MAX_COUNTED,
    at: ctx.clock(),
  });
  return (await withoutMutedWords(ctx, viewer, rows)).length;
}

/** Marks as read and publishes the remaining number to all of the member's devices. */
export async function markAsRead(ctx: Context, viewer: Viewer, { upToId, ids }: ReadBody): Promise<Unread> {
  const now = ctx.clock();
  const changed =
    upToId === undefined
      ? await markRead(ctx.db, viewer.id, ids ?? [], now)
      : await markReadUpTo(ctx.db, viewer, upToId, now);
  const unreadLeft = await unread(ctx, viewer);
  if (changed) publishCounts(ctx, viewer.id, unreadLeft);
  return { unread: unreadLeft };
}

/** @throws Problem 404 `post_not_found` */
async function threadOf(ctx: Context, viewer: Viewer, postId: string): Promise<string> {
  const [post] = await presentPosts(ctx, viewer, [postId]);
  const rootId = post === undefined ? undefined : await findRootId(ctx.db, postId);
  if (rootId === undefined) throw postNotFound();
  return rootId;
}

/**
 * Mutes a post's thread for the viewer: no new notifications, and old ones disappear from the list.
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
export async function isThreadMutedFor(ctx: Context, viewer: Viewer, postId: string): Promise<ThreadMute> {
  return { muted: await isThreadMuted(ctx.db, viewer.id, await threadOf(ctx, viewer, postId)) };
}
