import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { MAX_ADDRESSES } from './rules.ts';

/** Addresses of a CSV or one a line: the first column that has an @ counts. */
const Addresses = z
  .string()
  .min(1, 'Name at least one address.')
  .max(MAX_ADDRESSES * 300)
  .describe('One address a line, or CSV; of each line the first field with an @ counts');

export const PreviewBody = z.strictObject({ addresses: Addresses });
export const BatchBody = PreviewBody.extend({
  name: requiredText(100, 'Give the invitations a name.'),
  locale: z.enum(['tr', 'en']).default('tr').describe('Language of the emails'),
});
export type BatchBody = z.infer<typeof BatchBody>;

export const Preview = z
  .object({
    invited: z.array(z.string()).describe('Addresses that would be invited'),
    refused: z.array(
      z.object({
        line: z.number().int(),
        text: z.string(),
        reason: z.enum([
          'not_an_address',
          'not_admitted',
          'other_university',
          'duplicate',
          'invited',
          'too_many',
        ]),
      }),
    ),
  })
  .meta({ id: 'InvitationPreview' });
export type Preview = z.infer<typeof Preview>;

export const Batch = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.iso.datetime(),
    createdBy: z.string().nullable().describe('Username'),
    invited: z.number().int(),
    used: z
      .number()
      .int()
      .nullable()
      .describe('How many joined, in steps of five; null: fewer than five, or it would tell of too few'),
  })
  .meta({ id: 'InvitationBatch' });
export const BatchPage = pageOf(Batch);
export const BatchQuery = PageQuery;

export const StaffInvitation = z
  .object({
    id: z.string(),
    email: z.string(),
    state: z
      .enum(['open', 'expired', 'revoked'])
      .describe('Not whether it was used: that tells who has an account'),
    sentAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'StaffInvitation' });
export const StaffInvitationPage = pageOf(StaffInvitation);
export const BatchId = z.strictObject({ id: Uuid });
