import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';
import { Official, UniversityTr } from '../auth/index.ts';
import { Media } from '../media/index.ts';
import { LinkPreview } from './link-previews/schemas.ts';
import { NewPoll, Poll } from './polls/schemas.ts';

export const Visibility = z.enum(['public', 'university', 'followers']);
export type Visibility = z.infer<typeof Visibility>;

export const ReplyPolicy = z.enum(['everyone', 'followers', 'following', 'mentioned', 'nobody']);
export type ReplyPolicy = z.infer<typeof ReplyPolicy>;

const Language = z.enum(['tr', 'en']);

const offset = z.int().min(0);
export const Entity = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('mention'),
      start: offset,
      end: offset,
      username: z.string(),
      userId: z.uuid(),
    }),
    z.object({ type: z.literal('hashtag'), start: offset, end: offset, tag: z.string() }),
    z.object({ type: z.literal('link'), start: offset, end: offset, url: z.string() }),
  ])
  .describe('A part of `content`; offsets count code points, `end` is exclusive')
  .meta({ id: 'Entity' });
export type Entity = z.infer<typeof Entity>;

export const PostAuthor = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    university: z.string(),
    universityTr: UniversityTr,
    official: Official.nullable(),
  })
  .meta({ id: 'PostAuthor' });
export type PostAuthor = z.infer<typeof PostAuthor>;

/** The viewer's reactions to a post. */
export const viewerReactions = z.object({
  liked: z.boolean(),
  reposted: z.boolean(),
  bookmarked: z.boolean(),
});

/** The fields that a post and a quoted post share. */
const sharedFields = {
  id: z.uuid(),
  author: PostAuthor,
  content: z.string(),
  entities: z.array(Entity),
  visibility: Visibility.describe(
    'For a reply in a closed conversation: the narrowest visibility of its ancestors, if its own is wider',
  ),
  replyPolicy: ReplyPolicy,
  replyToId: z.uuid().nullable(),
  rootId: z.uuid().nullable().describe('First post of the thread; null if the post is not a reply'),
  media: z.array(Media),
  poll: Poll.nullable(),
  language: Language.nullable(),
  contentWarning: z.string().nullable(),
  counts: z.object({ likes: z.int(), reposts: z.int(), replies: z.int(), quotes: z.int() }),
  viewer: viewerReactions,
  pinned: z.boolean().describe('Whether it is pinned to its author’s profile'),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  importedFrom: z
    .string()
    .optional()
    .describe(
      'The campus that it was written on, if its author brought it from there; `createdAt` is then what that campus says',
    ),
};

/** Takes the place of a post that is deleted or hidden from the viewer. */
export const UnavailablePost = z
  .object({ id: z.uuid(), unavailable: z.literal(true), reason: z.enum(['deleted', 'hidden']) })
  .meta({ id: 'UnavailablePost' });
export type UnavailablePost = z.infer<typeof UnavailablePost>;

export const QuotedPost = z
  .object({
    ...sharedFields,
    unavailable: z.literal(false),
    quoteOfId: z.uuid().nullable(),
    byMuted: z
      .boolean()
      .optional()
      .describe('Whether the viewer mutes its author. Collapse the quote until it is opened'),
  })
  .describe('A quoted post; a post that it quotes itself is only referenced by id')
  .meta({ id: 'QuotedPost' });
export type QuotedPost = z.infer<typeof QuotedPost>;

export const Post = z
  .object({
    ...sharedFields,
    replyToAuthor: z
      .object({ id: z.uuid(), username: z.string() })
      .nullable()
      .describe('Author of the parent post; null if there is none that the viewer may see'),
    quoteOf: z.discriminatedUnion('unavailable', [QuotedPost, UnavailablePost]).nullable(),
    repostOf: z.null(),
    audience: z
      .object({ kind: z.enum(['public', 'university', 'followers', 'conversation']) })
      .describe(
        'Who may read it now. `followers`: followers of the author, also if the account is private. `conversation`: a reply in a closed conversation, readable by its author and by those who may read the parent post. The author of the parent post can always read the reply',
      ),
    linkPreview: LinkPreview.optional().describe(
      'Of the first link, in posts without files, poll and quoted post; added shortly after the post was published',
    ),
    mutedWord: z
      .string()
      .optional()
      .describe(
        'In a thread: a word that the viewer mutes and the post contains. Collapse the post until it is opened',
      ),
  })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof Post>;

export const PostPage = pageOf(Post);
export type PostPage = z.infer<typeof PostPage>;

export const AuthorPostPage = PostPage.extend({
  pinned: z.array(Post).describe('Pinned posts, last pinned first; on the first page only'),
});
export type AuthorPostPage = z.infer<typeof AuthorPostPage>;

/** An entry of a thread. Tombstones are included, so that the replies below them can be read. */
export const ThreadEntry = z.union([Post, UnavailablePost]);
export type ThreadEntry = z.infer<typeof ThreadEntry>;

export const Thread = z
  .object({
    ancestors: z
      .array(ThreadEntry)
      .describe('The ancestors of the post, the root first; at most the nearest 100'),
    post: Post,
    replies: pageOf(ThreadEntry).extend({
      hidden: z
        .int()
        .nullable()
        .describe(
          'Number of replies in `counts.replies` that the viewer may not see; null if the replies do not fit on this page',
        ),
    }),
  })
  .meta({ id: 'Thread' });
export type Thread = z.infer<typeof Thread>;

// Uuid lower-cases an id, so that comparisons as text find it.
const Id = Uuid;

export const NewPost = z.strictObject({
  content: z
    .string()
    .describe(
      'At most 280 graphemes; a link counts 23. Empty only with files. Newline and tab are the only control characters allowed',
    ),
  visibility: Visibility.optional().describe(
    '`public` by default; a reply has the audience of the parent post, or a narrower one',
  ),
  replyPolicy: ReplyPolicy.optional().describe('Who may reply; `everyone` by default'),
  replyToId: Id.optional(),
  quoteOfId: Id.optional(),
  contentWarning: z
    .string()
    .optional()
    .describe('Shown instead of the text until the post is opened; at most 100 graphemes'),
  poll: NewPoll.optional(),
  mediaIds: z
    .array(Id)
    .max(10)
    .optional()
    .describe('Uploaded files, in order: up to four pictures, or one video or recording'),
  language: Language.optional().describe('Detected from the text by default'),
});
export type NewPost = z.infer<typeof NewPost>;

export const PostParams = z.strictObject({ id: Id });

export const ReplyPermission = z
  .object({ allowed: z.boolean().describe('Whether the post and its author’s settings admit a reply') })
  .meta({ id: 'ReplyPermission' });
export type ReplyPermission = z.infer<typeof ReplyPermission>;

export const AuthorParams = z.strictObject({
  id: z.string().min(1).max(36).describe('Id or username'),
});

export const AuthorPostsQuery = PageQuery.extend({
  replies: z.enum(['true', 'false']).default('false').describe('Whether replies are included'),
  media: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Only posts with pictures, videos or recordings'),
});
export type AuthorPostsQuery = z.infer<typeof AuthorPostsQuery>;

export const ThreadQuery = PageQuery.extend({
  order: z
    .enum(['oldest', 'newest', 'top'])
    .default('oldest')
    .describe(
      'Order of the replies. `top`: ranked when the first page is read; newest first for members who have turned ranking off',
    ),
});
export type ThreadQuery = z.infer<typeof ThreadQuery>;
