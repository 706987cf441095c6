import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage, writeCursor } from '../../../platform/page.ts';
import { mutedMatcher } from '../muted-words/matcher.ts';
import { presentPosts } from '../reading/present.ts';
import type { Post, PostPage } from '../schemas.ts';
import { tooManyHashtags } from './problems.ts';
import {
  countFollowedTags,
  deleteTagFollow,
  followedTags,
  hashtagFor,
  insertTagFollow,
  lockFollowedTags,
  taggedBefore,
  usesSince,
} from './queries.ts';
import { readTag } from './reading.ts';
import type { FollowedHashtagPage, Hashtag, HashtagFollow } from './schemas.ts';

const MAX_FOLLOWED = 200;
const RECENT_DAYS = 7;
/** How many uses are looked at to say how lively a hashtag is. */
const MAX_COUNTED = 500;
/** Windows of candidates that are looked at for one page; where nearly all is hidden, a page may then be short. */
const MAX_WINDOWS = 5;
/** Candidates beyond the page, so that a hidden one now and then costs no second look. */
const SPARE = 8;

/**
 * A hashtag, also one that nobody has used yet, and how it has been used lately, as far as the viewer may see.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function hashtag(ctx: Context, viewer: Viewer, typed: string): Promise<Hashtag> {
  const { tag, key } = readTag(typed);
  const since = new Date(ctx.clock().getTime() - RECENT_DAYS * 24 * 3_600_000);
  const [known, recent] = await Promise.all([
    hashtagFor(ctx.db, viewer, key),
    usesSince(ctx.db, viewer, key, since, MAX_COUNTED),
  ]);
  const { uses, people, looked } = recent;
  return {
    tag: known.tag ?? tag,
    following: known.following,
    recent: { days: RECENT_DAYS, uses, people, isCapped: looked === MAX_COUNTED },
  };
}

/**
 * One page of the posts under a hashtag, newest first, without those of muted members and with muted words.
 * @throws Problem 422 `not_a_hashtag`, 400 `invalid_cursor`
 */
export async function postsUnder(
  ctx: Context,
  viewer: Viewer,
  typed: string,
  { limit, cursor }: PageQuery,
): Promise<PostPage> {
  const { key } = readTag(typed);
  let before = readCursor(cursor);
  const muted = await mutedMatcher(ctx, viewer, 'elsewhere');
  const found: Post[] = [];
  for (let window = 0; window < MAX_WINDOWS; window += 1) {
    const size = limit + 1 + SPARE;
    const rows = await taggedBefore(ctx.db, viewer, key, before, size);
    const ids = rows.flatMap((row) => (row.readable ? [row.id] : []));
    const posts = await presentPosts(ctx, viewer, ids);
    found.push(...posts.filter((post) => muted === null || muted(post) === null));
    if (found.length > limit || rows.length < size) {
      const page = toPage(found, limit, ({ id }) => id);
      return { items: page.items, nextCursor: page.nextCursor };
    }
    before = rows.at(-1)?.id ?? null;
  }
  return { items: found, nextCursor: before === null ? null : writeCursor(before) };
}

/**
 * Follows a hashtag: its posts join one's home. Again: nothing changes.
 * @throws Problem 422 `not_a_hashtag`, `too_many_hashtags`
 */
export function followTag(ctx: Context, viewer: Viewer, typed: string): Promise<HashtagFollow> {
  const { tag, key } = readTag(typed);
  return ctx.transaction(async (tx) => {
    await lockFollowedTags(tx.db, viewer.id);
    const { following } = await hashtagFor(tx.db, viewer, key);
    if (!following) {
      if ((await countFollowedTags(tx.db, viewer.id)) >= MAX_FOLLOWED) throw tooManyHashtags(MAX_FOLLOWED);
      await insertTagFollow(tx.db, viewer.id, tag, key);
    }
    return { following: true };
  });
}

/** @throws Problem 422 `not_a_hashtag` */
export async function unfollowTag(ctx: Context, viewer: Viewer, typed: string): Promise<HashtagFollow> {
  await deleteTagFollow(ctx.db, viewer.id, readTag(typed).key);
  return { following: false };
}

/** One page of the hashtags that the viewer follows, the newest first. @throws Problem 400 `invalid_cursor` */
export async function followedHashtags(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<FollowedHashtagPage> {
  const rows = await followedTags(ctx.db, viewer.id, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(({ tag }) => ({ tag })), nextCursor };
}
