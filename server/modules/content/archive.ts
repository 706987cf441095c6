import { z } from 'zod';
import { type ArchivePart, archiveOf, archiveOfOne } from '../../platform/member-data/index.ts';
import { media } from '../media/index.ts';
import {
  findBookmarksForArchive,
  findDraftsForArchive,
  findHashtagFollowsForArchive,
  findLikesForArchive,
  findMutedWordsForArchive,
  findPostsForArchive,
  findRemovedPostsForArchive,
  findRepostsForArchive,
  findScheduledForArchive,
  findVotesForArchive,
  findWritingSettingsForArchive,
} from './archive.queries.ts';

const at = z.iso.datetime();

const postLine = z.strictObject({
  id: z.uuid(),
  at,
  text: z.string(),
  visibility: z.string(),
  replyPolicy: z.string(),
  replyToId: z.uuid().nullable(),
  quoteOfId: z.uuid().nullable(),
  contentWarning: z.string().nullable(),
  language: z.string().nullable(),
  editedAt: at.nullable(),
  poll: z.json(),
  hashtags: z.array(z.string()),
});

/** A part of posts, with their files. */
const postsOf = (name: string, line: z.ZodObject, find: typeof findPostsForArchive): ArchivePart => ({
  name,
  line,
  async read(ctx, memberId, after, limit) {
    const posts = await find(ctx.db, memberId, after ?? NO_ID, limit);
    const files = await media.archivableFiles(
      ctx,
      'post',
      posts.map(({ id }) => id),
    );
    return posts.map((post) => ({
      key: post.id,
      line: post,
      files: (files.get(post.id) ?? []).map((file) => ({ ...file, label: file.fileName ?? file.alt })),
    }));
  },
});

/** Below every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  postsOf('posts', postLine, findPostsForArchive),
  postsOf(
    'removed-posts',
    z.strictObject({
      id: z.uuid(),
      at,
      text: z.string(),
      contentWarning: z.string().nullable(),
      removedAt: at,
    }),
    findRemovedPostsForArchive,
  ),
  archiveOf(
    'likes',
    z.strictObject({ id: z.uuid(), at, postId: z.uuid(), author: z.string() }),
    findLikesForArchive,
  ),
  archiveOf(
    'reposts',
    z.strictObject({ id: z.uuid(), at, postId: z.uuid(), author: z.string() }),
    findRepostsForArchive,
  ),
  archiveOf(
    'bookmarks',
    z.strictObject({ id: z.uuid(), at, postId: z.uuid(), author: z.string() }),
    findBookmarksForArchive,
  ),
  archiveOf(
    'drafts',
    z.strictObject({ id: z.uuid(), at, text: z.string().nullable(), post: z.json() }),
    findDraftsForArchive,
  ),
  archiveOf(
    'scheduled-posts',
    z.strictObject({ id: z.uuid(), at, text: z.string().nullable(), status: z.string(), post: z.json() }),
    findScheduledForArchive,
  ),
  archiveOf(
    'poll-votes',
    z.strictObject({ id: z.uuid().describe('Of the post'), at, choices: z.array(z.int()) }),
    findVotesForArchive,
  ),
  archiveOf(
    'followed-hashtags',
    z.strictObject({ id: z.uuid(), at, tag: z.string() }),
    findHashtagFollowsForArchive,
  ),
  archiveOf(
    'muted-words',
    z.strictObject({ id: z.uuid(), at, word: z.string(), scope: z.string(), expiresAt: at.nullable() }),
    findMutedWordsForArchive,
  ),
  archiveOfOne(
    'writing-settings',
    z.strictObject({ undoSeconds: z.int(), linkPreviews: z.boolean() }),
    findWritingSettingsForArchive,
  ),
];
