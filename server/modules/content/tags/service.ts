import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage, writeCursor } from '../../../platform/page.ts';
import { mutedMatcher } from '../muted-words/matcher.ts';
import { presentPosts } from '../reading/present.ts';
import type { Post, PostPage } from '../schemas.ts';
import { parseHashtag } from './parse.ts';
import { tooManyHashtags } from './problems.ts';
import {
  countFollowedTags,
  countUsesSince,
  deleteTagFollow,
  findFollowedTags,
  findHashtag,
  findTaggedBefore,
  insertTagFollow,
  lockFollowedTags,
} from './queries.ts';
import type { FollowedHashtagPage, Hashtag, HashtagFollow } from './schemas.ts';

const MAX_FOLLOWED = 200;
const RECENT_DAYS = 7;
/** Uses that are read to estimate how active a hashtag is. */
const MAX_COUNTED = 500;
/** Windows of candidates that are scanned for one page. If nearly all are hidden, the page may be short. */
const MAX_WINDOWS = 5;
/** Candidates beyond the page, so that a few hidden ones do not need a second query. */
const EXTRA_CANDIDATES = 8;

/**
 * A hashtag, even if it is unused, and its recent use as far as the viewer may see it.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function getHashtag(ctx: Context, viewer: Viewer, input: string): Promise<Hashtag> {
  const { tag, key } = parseHashtag(input);
  const since = new Date(ctx.clock().getTime() - RECENT_DAYS * 24 * 3_600_000);
  const [hashtag, recent] = await Promise.all([
    findHashtag(ctx.db, viewer, key),
    countUsesSince(ctx.db, viewer, key, since, MAX_COUNTED),
  ]);
  const { uses, people, scanned } = recent;
  return {
    tag: hashtag.tag ?? tag,
    following: hashtag.following,
    recent: { days: RECENT_DAYS, uses, people, isCapped: scanned === MAX_COUNTED },
  };
}

/**
 * One page of the posts under a hashtag, newest first, without posts of muted members and with muted words.
 * @throws Problem 422 `not_a_hashtag`, 400 `invalid_cursor`
 */
export async function listHashtagPosts(
  ctx: Context,
  viewer: Viewer,
  input: string,
  { limit, cursor }: PageQuery,
): Promise<PostPage> {
  const { key } = parseHashtag(input);
  let before = readCursor(cursor);
  const muted = await mutedMatcher(ctx, viewer, 'elsewhere');
  const found: Post[] = [];
  for (let window = 0; window < MAX_WINDOWS; window += 1) {
    const size = limit + 1 + EXTRA_CANDIDATES;
    const rows = await findTaggedBefore(ctx.db, viewer, key, before, size);
    const ids = rows.flatMap((row) => (row.isReadable ? [row.id] : []));
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
 * Follows a hashtag: its posts appear in the viewer's home. Idempotent.
 * @throws Problem 422 `not_a_hashtag`, `too_many_hashtags`
 */
export function followHashtag(ctx: Context, viewer: Viewer, input: string): Promise<HashtagFollow> {
  const { tag, key } = parseHashtag(input);
  return ctx.transaction(async (tx) => {
    await lockFollowedTags(tx.db, viewer.id);
    const { following } = await findHashtag(tx.db, viewer, key);
    if (!following) {
      if ((await countFollowedTags(tx.db, viewer.id)) >= MAX_FOLLOWED) throw tooManyHashtags(MAX_FOLLOWED);
      await insertTagFollow(tx.db, viewer.id, tag, key);
    }
    return { following: true };
  });
}

/** @throws Problem 422 `not_a_hashtag` */
export async function unfollowHashtag(ctx: Context, viewer: Viewer, input: string): Promise<HashtagFollow> {
  await deleteTagFollow(ctx.db, viewer.id, parseHashtag(input).key);
  return { following: false };
}

/** One page of the hashtags that the viewer follows, newest first. @throws Problem 400 `invalid_cursor` */
export async function listFollowedHashtags(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<FollowedHashtagPage> {
  const rows = await findFollowedTags(ctx.db, viewer.id, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(({ tag }) => ({ tag })), nextCursor };
}
