import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { NewPost } from '../schemas.ts';

export const ScheduledPost = z
  .object({
    id: z.uuid(),
    post: NewPost.meta({ id: 'NewPost' }),
    scheduledFor: z.iso.datetime(),
    status: z.enum(['waiting', 'failed']).describe('A published post is no longer listed here'),
    failure: z.string().nullable().describe('Why it could not be published: the problem code of POST /posts'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ScheduledPost' });
export type ScheduledPost = z.infer<typeof ScheduledPost>;

export const ScheduledPostPage = pageOf(ScheduledPost).describe('All scheduled posts, the next first');
export type ScheduledPostPage = z.infer<typeof ScheduledPostPage>;

const scheduledFor = z.iso
  .datetime()
  .describe('In UTC, between a minute and a year from now; the post is published within a minute of it');

export const NewScheduledPost = z.strictObject({ post: NewPost, scheduledFor });
export type NewScheduledPost = z.infer<typeof NewScheduledPost>;

export const ScheduledPostChange = z.strictObject({
  post: NewPost.optional().describe('Replaces the whole post'),
  scheduledFor: scheduledFor.optional(),
  updatedAt: z.iso
    .datetime()
    .describe('`updatedAt` as you loaded it; the change is refused if the post has changed since'),
});
export type ScheduledPostChange = z.infer<typeof ScheduledPostChange>;

export const ScheduledPostParams = z.strictObject({ id: Uuid });
