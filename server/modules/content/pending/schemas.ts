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
      'How long one’s posts can be taken back before they are out; 0: not at all. A reply is out after 5 s at the latest',
    ),
  })
  .meta({ id: 'WritingPreferences' });
export type WritingPreferences = z.infer<typeof WritingPreferences>;

export const WritingPreferencesChange = z.strictObject({ undoSeconds: UndoSeconds });
export type WritingPreferencesChange = z.infer<typeof WritingPreferencesChange>;

export const PendingPost = z
  .object({
    id: z.uuid().describe('Of the held post; the published one has an id of its own'),
    post: NewPost,
    preview: Post.describe('As it will look. Its `id` leads nowhere, and nobody but its author has it'),
    publishesAt: z.iso.datetime(),
    publishesInMs: z.int().min(0).describe('The same for who does not trust their own clock'),
  })
  .meta({ id: 'PendingPost' });
export type PendingPost = z.infer<typeof PendingPost>;

export const PendingPostPage = pageOf(PendingPost).describe('All of them, the next first');
export type PendingPostPage = z.infer<typeof PendingPostPage>;

export const PendingPostUndo = z
  .object({
    post: NewPost,
    draft: Draft.nullable().describe(
      'It is a draft now, with its files; null where there is no room for another',
    ),
  })
  .meta({ id: 'PendingPostUndo' });
export type PendingPostUndo = z.infer<typeof PendingPostUndo>;

export const PendingPostParams = z.strictObject({ id: Uuid });
