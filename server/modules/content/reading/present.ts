import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Media } from '../../media/index.ts';
import { LIMITS } from '../../social/index.ts';
import { loadMedia } from '../attachments/service.ts';
import { loadPolls } from '../polls/present.ts';
import type { Poll } from '../polls/schemas.ts';
import type {
  Entity,
  Post,
  PostAuthor,
  QuotedPost,
  ReplyPolicy,
  ThreadEntry,
  UnavailablePost,
  Visibility,
} from '../schemas.ts';
import { FLAGS, findQuotedPosts, findVisiblePosts, type PageRow, type PostText } from './queries.ts';
import { loadTexts } from './text-cache.ts';

/** Length of a UUID as text, with which `parentAuthor` begins. */
const ID_LENGTH = 36;

/**
 * Presents posts to the viewer, in the order of `ids`. Posts that are deleted or hidden from the viewer are
 * left out; where another post quotes one, it is presented as unavailable.
 *
 * Cost: one query, and one each for quoted posts, texts that are not cached, polls and media.
 */
export async function presentPosts(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Post[]> {
  const loaded = await loadPosts(ctx, viewer, ids);
  return ids.flatMap((id) => {
    const loadedPost = loaded.posts.get(id);
    return loadedPost?.text === undefined ? [] : [toPost(loadedPost, loadedPost.text, loaded)];
  });
}

/** As `presentPosts`, but presents posts that are deleted or hidden from the viewer as unavailable. */
export async function presentEntries(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ThreadEntry[]> {
  const loaded = await loadPosts(ctx, viewer, ids);
  return ids.map((id) => {
    const loadedPost = loaded.posts.get(id);
    return loadedPost?.text === undefined
      ? unavailable(id, loadedPost)
      : toPost(loadedPost, loadedPost.text, loaded);
  });
}

/**
 * Presents posts from the rows of a list's own statement (`postPageSql`): one for each row, undefined if it
 * was deleted meanwhile.
 *
 * Cost: one query if any of them quotes, and as `presentPosts`.
 */
export async function presentRows(
  ctx: Context,
  viewer: Viewer,
  rows: readonly PageRow[],
): Promise<(Post | undefined)[]> {
  const loaded = await loadQuoted(ctx, viewer, rows);
  return rows.map(({ id }) => {
    const loadedPost = loaded.posts.get(id);
    return loadedPost?.text === undefined ? undefined : toPost(loadedPost, loadedPost.text, loaded);
  });
}

/** A post as shown inside a post that quotes it. */
export const presentQuoted = async (
  ctx: Context,
  viewer: Viewer,
  id: string,
): Promise<QuotedPost | UnavailablePost> => toQuoted(id, await loadPosts(ctx, viewer, [id]));

/** A new post, as its author sees it. */
export interface NewPostView {
  id: string;
  author: PostAuthor;
  content: string;
  entities: Entity[];
  visibility: Visibility;
  replyPolicy: ReplyPolicy;
  replyToId: string | null;
  rootId: string | null;
  quoteOfId: string | null;
  language: 'tr' | 'en';
  contentWarning: string | null;
  createdAt: Date;
  /** Whether the author's account is private. */
  isPrivate: boolean;
  /** `limitsOf` the post for its author. */
  limits: number | null;
  parentAuthor: { id: string; username: string } | undefined;
  media: Media[];
  poll: Poll | null;
  quoteOf: Post['quoteOf'];
}

/** Presents a new post to its author, as `presentPosts` would, but without reading it. */
export function presentNewPost({ isPrivate, limits, parentAuthor, ...post }: NewPostView): Post {
  const { id, media, poll, quoteOf } = post;
  const row: PageRow = {
    id,
    version: '',
    likes: 0,
    reposts: 0,
    replies: 0,
    quotes: 0,
    flags: (isPrivate ? FLAGS.private : 0) | limitFlag(limits),
    parentAuthor: parentAuthor ? `${parentAuthor.id} ${parentAuthor.username}` : null,
  };
  const text: PostText = {
    ...post,
    version: '',
    linkPreview: null,
    hasPoll: poll !== null,
    hasMedia: media.length > 0,
    pinned: false,
    createdAt: post.createdAt.toISOString(),
    editedAt: null,
    importedFrom: null,
  };
  const loaded = {
    polls: new Map(poll ? [[id, poll]] : []),
    media: new Map([[id, media]]),
    posts: new Map(),
  };
  return buildPost(row, text, loaded, quoteOf);
}

/** The flag of a post's limits, as the statements of `reading/queries.ts` set it. */
function limitFlag(limits: number | null): number {
  if (limits === null) return 0;
  return (limits & LIMITS.followers) > 0 ? FLAGS.limitedToFollowers : FLAGS.limitedToUniversity;
}

/** A post that the viewer may see. It has no text if it was deleted. */
interface LoadedPost {
  /** `isByMuted`: quoted, and the viewer mutes its author. */
  row: PageRow & { isByMuted?: boolean };
  text: PostText | undefined;
}

interface Loaded {
  posts: ReadonlyMap<string, LoadedPost>;
  polls: ReadonlyMap<string, Poll>;
  media: ReadonlyMap<string, Media[]>;
}

/** Loads those of the posts that the viewer may see, and the posts that they quote. */
async function loadPosts(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<Loaded> {
  return loadQuoted(ctx, viewer, await findRows(ctx, viewer, ids));
}

async function findRows(ctx: Context, viewer: Viewer, ids: readonly string[]): Promise<PageRow[]> {
  if (ids.length === 0) return [];
  const { id, universityId } = viewer;
  return findVisiblePosts(ctx.db, { id, universityId, ids, take: ids.length });
}

async function loadQuoted(ctx: Context, viewer: Viewer, rows: readonly PageRow[]): Promise<Loaded> {
  const posts = new Map<string, LoadedPost>();
  await addTexts(ctx, rows, posts);
  const quoted = new Set<string>();
  for (const { text } of posts.values()) {
    if (text && text.quoteOfId !== null && !posts.has(text.quoteOfId)) quoted.add(text.quoteOfId);
  }
  if (quoted.size > 0) {
    const ids = [...quoted];
    const { id, universityId } = viewer;
    await addTexts(ctx, await findQuotedPosts(ctx.db, { id, universityId, ids, take: ids.length }), posts);
  }
  const texts = [...posts.values()].flatMap(({ text }) => text ?? []);
  return { posts, polls: await loadPolls(ctx, viewer, texts), media: await loadMedia(ctx, texts) };
}

async function addTexts(
  ctx: Context,
  rows: readonly LoadedPost['row'][],
  posts: Map<string, LoadedPost>,
): Promise<void> {
  const texts = await loadTexts(ctx, rows);
  for (const row of rows) posts.set(row.id, { row, text: texts.get(row.id) });
}

function toPost({ row }: LoadedPost, text: PostText, loaded: Loaded): Post {
  return buildPost(row, text, loaded, text.quoteOfId === null ? null : toQuoted(text.quoteOfId, loaded));
}

/** One object literal, for speed: this runs thousands of times a second. */
function buildPost(row: PageRow, text: PostText, loaded: Loaded, quoteOf: Post['quoteOf']): Post {
  const { parentAuthor } = row;
  return {
    id: text.id,
    author: text.author,
    content: text.content,
    entities: text.entities,
    visibility: effectiveVisibility(row, text),
    replyPolicy: text.replyPolicy,
    replyToId: text.replyToId,
    rootId: text.rootId,
    media: text.hasMedia ? (loaded.media.get(text.id) ?? []) : [],
    poll: text.hasPoll ? (loaded.polls.get(text.id) ?? null) : null,
    language: text.language,
    contentWarning: text.contentWarning,
    counts: { likes: row.likes, reposts: row.reposts, replies: row.replies, quotes: row.quotes },
    viewer: {
      liked: (row.flags & FLAGS.liked) !== 0,
      reposted: (row.flags & FLAGS.reposted) !== 0,
      bookmarked: (row.flags & FLAGS.bookmarked) !== 0,
    },
    audience: { kind: audienceKind(row, text) },
    pinned: text.pinned,
    createdAt: text.createdAt,
    editedAt: text.editedAt,
    importedFrom: text.importedFrom ?? undefined,
    replyToAuthor:
      parentAuthor === null
        ? null
        : { id: parentAuthor.slice(0, ID_LENGTH), username: parentAuthor.slice(ID_LENGTH + 1) },
    quoteOf,
    repostOf: null,
    linkPreview: text.linkPreview ?? undefined,
  };
}

/** The narrowest of the post's own visibility and those of the limited posts above it. */
function effectiveVisibility({ flags }: PageRow, { visibility }: PostText): Post['visibility'] {
  if ((flags & FLAGS.limitedToFollowers) !== 0) return 'followers';
  return (flags & FLAGS.limitedToUniversity) !== 0 && visibility === 'public' ? 'university' : visibility;
}

function audienceKind({ flags }: PageRow, { visibility }: PostText): Post['audience']['kind'] {
  if ((flags & (FLAGS.limitedToFollowers | FLAGS.limitedToUniversity)) !== 0) return 'conversation';
  return (flags & FLAGS.private) !== 0 ? 'followers' : visibility;
}

function toQuoted(id: string, loaded: Loaded): QuotedPost | UnavailablePost {
  const loadedPost = loaded.posts.get(id);
  if (loadedPost?.text === undefined) return unavailable(id, loadedPost);
  // A quoted post is shown without its context; the post that it quotes in turn is only referred to, and
  // its link has no preview.
  const { replyToAuthor, quoteOf, repostOf, audience, linkPreview, ...shared } = buildPost(
    loadedPost.row,
    loadedPost.text,
    loaded,
    null,
  );
  return {
    ...shared,
    unavailable: false,
    quoteOfId: loadedPost.text.quoteOfId,
    ...(loadedPost.row.isByMuted ? { byMuted: true } : {}),
  };
}

/**
 * The viewer may see the row, so they may know that it was deleted. Without a row the answer reveals nothing.
 */
const unavailable = (id: string, loadedPost: LoadedPost | undefined): UnavailablePost => ({
  id,
  unavailable: true,
  reason: loadedPost === undefined ? 'hidden' : 'deleted',
});
