import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Draft } from '../drafts/schemas.ts';
import { NewPost, Post } from '../schemas.ts';

export const UndoSeconds = z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(30)]);
export type UndoSeconds = z.infer<typeof UndoSeconds>;

export const WritingPreferences = z
  .object({
    undoSeconds: UndoSeconds.describe(
      'Undo window in seconds: how long your posts are pending before they are published; 0 publishes at once. Replies are published after at most 5 s',
    ),
    linkPreviews: z.boolean().describe('Let the server fetch linked pages to attach previews to your posts'),
  })
  .meta({ id: 'WritingPreferences' });
export type WritingPreferences = z.infer<typeof WritingPreferences>;

export const WritingPreferencesChange = z.strictObject({
  undoSeconds: UndoSeconds.optional(),
  linkPreviews: z.boolean().optional(),
});
export type WritingPreferencesChange = z.infer<typeof WritingPreferencesChange>;

export const PendingPost = z
  .object({
    id: z.uuid().describe('Id of the pending post; the published post has its own id'),
    post: NewPost,
    preview: Post.describe(
      'Preview of the post. Its `id` is not valid anywhere, and only the author sees it',
    ),
    publishesAt: z.iso.datetime(),
    publishesInMs: z.int().min(0).describe('The same as a duration, for clients whose clock may be wrong'),
  })
  .meta({ id: 'PendingPost' });
export type PendingPost = z.infer<typeof PendingPost>;

export const PendingPostPage = pageOf(PendingPost).describe('All pending posts, the next first');
export type PendingPostPage = z.infer<typeof PendingPostPage>;

export const PendingPostUndo = z
  .object({
    post: NewPost,
    draft: Draft.nullable().describe(
      'The draft that the post became, with its files; null if the limit of drafts is reached',
    ),
  })
  .meta({ id: 'PendingPostUndo' });
export type PendingPostUndo = z.infer<typeof PendingPostUndo>;

export const PendingPostParams = z.strictObject({ id: Uuid });
