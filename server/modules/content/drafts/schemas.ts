import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { NewPost } from '../schemas.ts';

/** The body of POST /posts with every field optional. */
export const DraftPost = NewPost.partial().meta({ id: 'DraftPost' });
export type DraftPost = z.infer<typeof DraftPost>;

export const Draft = z
  .object({ id: z.uuid(), post: DraftPost, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() })
  .meta({ id: 'Draft' });
export type Draft = z.infer<typeof Draft>;

export const DraftPage = pageOf(Draft);
export type DraftPage = z.infer<typeof DraftPage>;

export const NewDraft = z.strictObject({
  post: DraftPost.describe('Validated as a post only when it is published'),
});
export type NewDraft = z.infer<typeof NewDraft>;

export const DraftChange = NewDraft.extend({
  updatedAt: z.iso
    .datetime()
    .describe(
      '`updatedAt` of the draft as you loaded it; the change is refused if the draft has changed since',
    ),
});
export type DraftChange = z.infer<typeof DraftChange>;

export const DraftParams = z.strictObject({ id: Uuid });
