import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { optionalText, requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';

/** Of a decision: pictures of the subject that are removed wherever they are. */
export const PicturesToRemove = z
  .strictObject({
    ids: z.array(Uuid).min(1).max(10).describe('Ids of `GET /admin/reports/{id}/pictures`'),
    reportUploads: z
      .boolean()
      .default(false)
      .describe('Whether a member who uploads one again becomes a case in the queue'),
    until: z.iso
      .datetime()
      .optional()
      .describe('When they may come back by themselves; without it, when staff take them off the list'),
  })
  .describe(
    'Removes these pictures of the subject and all copies of them, and refuses them when they are uploaded again; takes `fingerprints.write`. Not for `dismiss`',
  );
export type PicturesToRemove = z.infer<typeof PicturesToRemove>;

export const CasePicture = z
  .object({
    id: z.uuid(),
    kind: z.enum(['image', 'video']),
    use: z.enum(['post', 'message', 'avatar', 'header']),
    previewUrl: z.string().nullable().describe('Works in the viewer’s session only'),
    isListed: z.boolean().describe('It was removed by its fingerprint'),
    isRecognisable: z
      .boolean()
      .describe('False: there is too little to see, so only files with the same bytes are found'),
  })
  .meta({ id: 'CasePicture' });
export const CasePictures = z.object({ items: z.array(CasePicture) });
export type CasePictures = z.infer<typeof CasePictures>;

export const PictureCopies = z
  .object({
    copies: z.int().describe('Copies that are shown now, beside this one, in what was looked through'),
    next: z
      .int()
      .nullable()
      .describe('Ask again with it as `from`, and add the copies; null: all were looked through'),
    samples: z
      .array(z.string())
      .describe('URLs of some copies that every member may see; others are only counted'),
  })
  .meta({ id: 'PictureCopies' });
export type PictureCopies = z.infer<typeof PictureCopies>;

export const CopiesQuery = z.strictObject({
  from: z.coerce
    .number()
    .int()
    .min(0)
    .max(255)
    .default(0)
    .describe('Of 256 parts, the first to look through'),
});

export const ListedPictureQuery = PageQuery.extend({
  status: z.enum(['listed', 'lifted']).default('listed'),
});
export type ListedPictureQuery = z.infer<typeof ListedPictureQuery>;

const MemberRef = z.object({ id: z.uuid(), username: z.string() });

export const ListedPicture = z
  .object({
    id: z.uuid(),
    previewUrl: z.string().nullable().describe('Works in the viewer’s session only; null once it is deleted'),
    rule: z.string().describe('Id of the rule that was broken'),
    reason: z.string().nullable().describe('What the authors were told'),
    isForUniversity: z.boolean().describe('Only members of one university may not have it'),
    reportUploads: z.boolean(),
    note: z.string().nullable().describe('For staff'),
    searched: z
      .int()
      .nullable()
      .describe('How many in a hundred pictures were looked through for copies; null: all'),
    addedBy: MemberRef.nullable(),
    addedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    copies: z.int().describe('Copies that it hides now'),
    authors: z.int().describe('Members who had a copy'),
    refusals: z.int().describe('Uploads that were refused'),
    refusedMembers: z.int(),
    lastRefusedAt: z.iso.datetime().nullable(),
    lifted: z
      .object({ by: MemberRef.nullable(), at: z.iso.datetime(), reason: z.string() })
      .nullable()
      .describe('Staff took it off the list, or an appeal was upheld'),
  })
  .meta({ id: 'ListedPicture' });
export type ListedPicture = z.infer<typeof ListedPicture>;
export const ListedPicturePage = pageOf(ListedPicture);
export type ListedPicturePage = z.infer<typeof ListedPicturePage>;

export const LiftBody = z.strictObject({
  reason: requiredText(1000, 'Say why it may come back.').describe('For other staff'),
});
export type LiftBody = z.infer<typeof LiftBody>;

export const ChangeBody = z
  .strictObject({
    until: z.iso
      .datetime()
      .nullable()
      .optional()
      .describe('When it ends by itself; null: when staff take it off'),
    note: optionalText(1000, 'Use at most 1000 characters.').optional().describe('For staff'),
  })
  .refine((body) => Object.keys(body).length > 0, 'Change something.');
export type ChangeBody = z.infer<typeof ChangeBody>;
