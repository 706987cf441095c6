import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Media } from '../../media/index.ts';
import { Entity, NewPost, ReplyPolicy, Visibility } from '../schemas.ts';

export const PostChanges = z
  .strictObject({
    content: NewPost.shape.content.optional(),
    contentWarning: NewPost.shape.contentWarning.nullable().describe('Null or blank removes it'),
    mediaIds: NewPost.shape.mediaIds.describe(
      'All files of the post from now on, in order; an empty list removes them. Earlier files stay in the history',
    ),
    language: NewPost.shape.language,
    visibility: Visibility.optional().describe('The same as before or narrower'),
    replyPolicy: ReplyPolicy.optional().describe('Who may reply from now on; existing replies stay'),
    ifEditedAt: z.iso
      .datetime()
      .nullable()
      .optional()
      .describe(
        '`editedAt` of the post as you loaded it; the change is refused if the post has been edited since',
      ),
  })
  .meta({ id: 'PostChanges' });
export type PostChanges = z.infer<typeof PostChanges>;

export const PostVersion = z
  .object({
    version: z.int().describe('1 is the original post'),
    content: z.string(),
    entities: z.array(Entity),
    contentWarning: z.string().nullable(),
    media: z.array(Media).describe('The files of this version, with their current descriptions'),
    writtenAt: z.iso.datetime(),
  })
  .meta({ id: 'PostVersion' });
export type PostVersion = z.infer<typeof PostVersion>;

export const PostHistory = pageOf(PostVersion)
  .describe('All versions, newest first: the current one, then earlier ones')
  .meta({ id: 'PostHistory' });
export type PostHistory = z.infer<typeof PostHistory>;
