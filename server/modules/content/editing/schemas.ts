import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Media } from '../../media/index.ts';
import { Entity, NewPost, ReplyPolicy, Visibility } from '../schemas.ts';

export const PostChanges = z
  .strictObject({
    content: NewPost.shape.content.optional(),
    contentWarning: NewPost.shape.contentWarning.nullable().describe('Null or blank takes it away'),
    mediaIds: NewPost.shape.mediaIds.describe(
      'All files that it carries from now on, in order; none takes them away. Those of before stay in the history',
    ),
    language: NewPost.shape.language,
    visibility: Visibility.optional().describe('Narrower than before, or the same'),
    replyPolicy: ReplyPolicy.optional().describe('Who may answer from now on; answers that stand, stay'),
    ifEditedAt: z.iso
      .datetime()
      .nullable()
      .optional()
      .describe('`editedAt` of the post as you read it: refused if it was edited meanwhile'),
  })
  .meta({ id: 'PostChanges' });
export type PostChanges = z.infer<typeof PostChanges>;

export const PostVersion = z
  .object({
    version: z.int().describe('From 1, the post as it was first written'),
    content: z.string(),
    entities: z.array(Entity),
    contentWarning: z.string().nullable(),
    media: z.array(Media).describe('The files that it carried, with their descriptions as they are now'),
    writtenAt: z.iso.datetime(),
  })
  .meta({ id: 'PostVersion' });
export type PostVersion = z.infer<typeof PostVersion>;

export const PostHistory = pageOf(PostVersion)
  .describe('All of it, the newest first: what the post says now, then what it said before')
  .meta({ id: 'PostHistory' });
export type PostHistory = z.infer<typeof PostHistory>;
