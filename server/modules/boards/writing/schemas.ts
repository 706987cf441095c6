import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { Secret } from '../secret/schemas.ts';

export const NewThreadBody = z.strictObject({
  secret: Secret,
  postId: Uuid.describe('Of the post that begins the thread, chosen at random by the client'),
  title: z.string().max(2_000),
  text: z.string().max(20_000),
});
export type NewThreadBody = z.infer<typeof NewThreadBody>;

export const NewPostBody = z.strictObject({
  secret: Secret,
  text: z.string().max(20_000),
  replyToId: Uuid.nullish().describe('A visible post of the thread'),
});
export type NewPostBody = z.infer<typeof NewPostBody>;

export const PublishedAt = z.object({
  publishedAt: z.iso.datetime().describe('When it appears, or has appeared: the time of its batch'),
});

export const SecretOnly = z.strictObject({ secret: Secret });
