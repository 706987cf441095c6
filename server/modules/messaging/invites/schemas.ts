import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { Person } from '../schemas.ts';

export const NewInvite = z.strictObject({
  expiresInSeconds: z
    .int()
    .min(3_600)
    .max(2_592_000)
    .default(604_800)
    .describe('One hour to 30 days; default: one week'),
  maxUses: z.int().min(1).max(500).default(50),
});
export type NewInvite = z.infer<typeof NewInvite>;

const fields = {
  id: z.uuid(),
  createdBy: Person.nullable(),
  expiresAt: z.iso.datetime(),
  maxUses: z.int(),
  uses: z.int(),
  createdAt: z.iso.datetime(),
};
export const Invite = z.object(fields).meta({ id: 'GroupInvite' });
export type Invite = z.infer<typeof Invite>;

export const CreatedInvite = z
  .object({
    ...fields,
    token: z
      .string()
      .describe('Returned only once; the link carries it after `#`, so that no log contains it'),
  })
  .meta({ id: 'NewGroupInvite' });
export type CreatedInvite = z.infer<typeof CreatedInvite>;

export const InviteList = z.object({ items: z.array(Invite) }).meta({ id: 'GroupInvites' });
export type InviteList = z.infer<typeof InviteList>;

export const InviteToken = z.strictObject({ token: z.string().min(10).max(100) });

export const InvitePreview = z
  .object({
    conversationId: z.uuid().nullable().describe('Only if the viewer is already in the group'),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    memberCount: z.int(),
    createdBy: Person.nullable(),
  })
  .meta({ id: 'GroupInvitePreview' });
export type InvitePreview = z.infer<typeof InvitePreview>;

export const InviteParams = z.strictObject({ id: Uuid, inviteId: Uuid });
