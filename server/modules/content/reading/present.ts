import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { attachPolls } from '../polls/present.ts';
import type { Post, QuotedPost, ThreadEntry, UnavailablePost } from '../schemas.ts';
import { type PageRow, type SeenPost, seenPosts } from './queries.ts';

/**
 * Posts as a reader sees them, in the order of `ids`. What is deleted or not for this reader is left out; where such a
 * post is quoted, it stands there as unavailable.
 *
 * Cost: one query.
 */
export async function presentPosts(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Post[]> {
  const posts = await load(ctx, viewer, ids);
  return ids.flatMap((id) => {
    const row = posts.get(id);
    return row === undefined || row.deletedAt !== null ? [] : [toPost(row, posts)];
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
    const row = posts.get(id);
    return row === undefined || row.deletedAt !== null ? unavailable(id, row) : toPost(row, posts);
  });
}

/** Posts from the rows of a list's own statement (`pageOfPosts`), in the order of the page. */
export async function presentRows(ctx: Context, viewer: Viewer, rows: readonly PageRow[]): Promise<Post[]> {
  await attachPolls(ctx, viewer, rows);
  const posts = byId(rows);
  return rows
    .filter((row) => row.place !== null && row.deletedAt === null)
    .sort((a, b) => Number(a.place) - Number(b.place))
    .map((row) => toPost(row, posts));
}

type Loaded = ReadonlyMap<string, SeenPost>;

const byId = (rows: readonly SeenPost[]): Loaded => new Map(rows.map((row) => [row.id, row]));

/** The posts that the viewer may see of those asked for, and of those which these quote and answer. */
async function load(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Loaded> {
  if (ids.length === 0) return new Map();
  const { id, universityId } = viewer;
  const rows = await seenPosts(ctx.db, { id, universityId, ids, take: ids.length });
  await attachPolls(ctx, viewer, rows);
  return byId(rows);
}

function toPost(row: SeenPost, posts: Loaded): Post {
  const answered = row.replyToId === null ? undefined : posts.get(row.replyToId);
  return {
    ...written(row),
    replyToAuthor:
      answered === undefined || answered.deletedAt !== null
        ? null
        : { id: answered.authorId, username: answered.username },
    quoteOf: row.quoteOfId === null ? null : toQuoted(row.quoteOfId, posts.get(row.quoteOfId)),
    repostOf: null,
  };
}

function toQuoted(id: string, row: SeenPost | undefined): QuotedPost | UnavailablePost {
  if (row === undefined || row.deletedAt !== null) return unavailable(id, row);
  return { ...written(row), unavailable: false, quoteOfId: row.quoteOfId };
}

/** A row was seen, so the reader may know that it was deleted; of what is not seen they learn nothing. */
const unavailable = (id: string, row: SeenPost | undefined): UnavailablePost => ({
  id,
  unavailable: true,
  reason: row === undefined ? 'hidden' : 'deleted',
});

const written = (row: SeenPost) => ({
  id: row.id,
  author: {
    id: row.authorId,
    username: row.username,
    displayName: row.displayName,
    avatarUrl: row.avatarUrl,
    university: row.university,
  },
  content: row.content,
  entities: row.entities,
  visibility: row.visibility,
  replyPolicy: row.replyPolicy,
  replyToId: row.replyToId,
  rootId: row.rootId,
  media: [],
  poll: row.poll ?? null,
  language: row.language,
  contentWarning: row.contentWarning,
  counts: { likes: row.likes, reposts: row.reposts, replies: row.replies, quotes: row.quotes },
  viewer: { liked: row.liked, reposted: row.reposted, bookmarked: row.bookmarked },
  pinned: row.pinned,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
});
