import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { presentMedia } from '../attachments/service.ts';
import { attachPolls } from '../polls/present.ts';
import type { Post, QuotedPost, ThreadEntry, UnavailablePost } from '../schemas.ts';
import { type PageRow, type PostText, seenPosts } from './queries.ts';
import { textsOf } from './texts.ts';

/**
 * Posts as a reader sees them, in the order of `ids`. What is deleted or not for this reader is left out; where such a
 * post is quoted, it stands there as unavailable.
 *
 * Cost: one query, and others for what some of them quote, for texts that are not in memory, for polls and for media.
 */
export async function presentPosts(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Post[]> {
  const posts = await load(ctx, viewer, ids);
  return ids.flatMap((id) => {
    const seen = posts.get(id);
    return seen?.text === undefined ? [] : [toPost(seen, seen.text, posts)];
  });
}

/** As `presentPosts`, but what is deleted or not for this reader keeps its place as unavailable. */
export async function presentEntries(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ThreadEntry[]> {
  const posts = await load(ctx, viewer, ids);
  return ids.map((id) => {
    const seen = posts.get(id);
    return seen?.text === undefined ? unavailable(id, seen) : toPost(seen, seen.text, posts);
  });
}

/**
 * Posts from the rows of a list's own statement (`pageOfPosts`): one for each row, undefined where it was deleted meanwhile.
 *
 * Cost: one query where some of them quote, and as `presentPosts`.
 */
export async function presentRows(
  ctx: Context,
  viewer: Viewer,
  rows: readonly PageRow[],
): Promise<(Post | undefined)[]> {
  const posts = await withQuoted(ctx, viewer, rows);
  return rows.map(({ id }) => {
    const seen = posts.get(id);
    return seen?.text === undefined ? undefined : toPost(seen, seen.text, posts);
  });
}

/** A post that the viewer may see; it has no text any more where it was deleted. */
interface Seen {
  row: PageRow;
  text: PostText | undefined;
}
type Loaded = ReadonlyMap<string, Seen>;

/** The posts that the viewer may see of those asked for, and of those which these quote. */
async function load(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Loaded> {
  return withQuoted(ctx, viewer, await rowsOf(ctx, viewer, ids));
}

async function rowsOf(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<PageRow[]> {
  if (ids.length === 0) return [];
  const { id, universityId } = viewer;
  return seenPosts(ctx.db, { id, universityId, ids, take: ids.length });
}

async function withQuoted(ctx: Context, viewer: Viewer, rows: readonly PageRow[]): Promise<Loaded> {
  const known = new Set(rows.map(({ id }) => id));
  const quoted = new Set<string>();
  for (const { quoteOfId } of rows) if (quoteOfId !== null && !known.has(quoteOfId)) quoted.add(quoteOfId);
  return withTexts(ctx, viewer, [...rows, ...(await rowsOf(ctx, viewer, [...quoted]))]);
}

async function withTexts(ctx: Context, viewer: Viewer, rows: readonly PageRow[]): Promise<Loaded> {
  await attachPolls(ctx, viewer, rows);
  await presentMedia(ctx, rows);
  const texts = await textsOf(ctx, rows);
  return new Map(rows.map((row) => [row.id, { row, text: texts.get(row.id) }]));
}

function toPost({ row }: Seen, text: PostText, posts: Loaded): Post {
  const { replyToAuthorId: id, replyToUsername: username } = row;
  return {
    ...written(row, text),
    replyToAuthor: id === null || username === null ? null : { id, username },
    quoteOf: row.quoteOfId === null ? null : toQuoted(row.quoteOfId, posts.get(row.quoteOfId)),
    repostOf: null,
  };
}

function toQuoted(id: string, seen: Seen | undefined): QuotedPost | UnavailablePost {
  if (seen?.text === undefined) return unavailable(id, seen);
  return { ...written(seen.row, seen.text), unavailable: false, quoteOfId: seen.row.quoteOfId };
}

/** A row was seen, so the reader may know that it was deleted; of what is not seen they learn nothing. */
const unavailable = (id: string, seen: Seen | undefined): UnavailablePost => ({
  id,
  unavailable: true,
  reason: seen === undefined ? 'hidden' : 'deleted',
});

const written = (row: PageRow, text: PostText) => ({
  id: row.id,
  author: text.author,
  content: text.content,
  entities: text.entities,
  visibility: row.visibility,
  replyPolicy: row.replyPolicy,
  replyToId: row.replyToId,
  rootId: row.rootId,
  media: row.media ?? [],
  poll: row.poll ?? null,
  language: text.language,
  contentWarning: text.contentWarning,
  counts: { likes: row.likes, reposts: row.reposts, replies: row.replies, quotes: row.quotes },
  viewer: { liked: row.liked, reposted: row.reposted, bookmarked: row.bookmarked },
  pinned: row.pinned,
  createdAt: text.createdAt,
  editedAt: text.editedAt,
});
