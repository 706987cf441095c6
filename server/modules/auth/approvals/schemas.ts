import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';

export const RequestBody = z.strictObject({
  reason: requiredText(1000, 'Say why.').describe('For who decides about it'),
});
export type RequestBody = z.infer<typeof RequestBody>;

export const DecisionBody = z.strictObject({ decision: z.enum(['approve', 'refuse']) });
export type DecisionBody = z.infer<typeof DecisionBody>;

export const ApprovalQuery = PageQuery;
export type ApprovalQuery = z.infer<typeof ApprovalQuery>;

const Person = z.object({ id: z.uuid(), username: z.string(), displayName: z.string() });

export const Approval = z
  .object({
    id: z.uuid(),
    act: z
      .enum(['owner_granted', 'owner_revoked', 'mass_moderation'])
      .describe('What waits for a second person'),
    member: Person.describe('Whom it concerns; of `mass_moderation`, who asked for it'),
    targetId: z.uuid().nullable().describe('The bulk act of `mass_moderation`'),
    requestedBy: Person.nullable().describe('Null once the account is deleted'),
    reason: z.string(),
    requestedAt: z.iso.datetime(),
    dueAt: z.iso
      .datetime()
      .describe('When it expires; without a possible second person, when it is carried out'),
    needsSecond: z
      .boolean()
      .describe('False if nobody but the requester could approve it: then it is carried out at `dueAt`'),
    state: z
      .enum(['waiting', 'carried_out', 'refused', 'cancelled', 'expired', 'void'])
      .describe('`void`: it was approved, or due, and could not be carried out any more'),
    closedBy: Person.nullable().describe('Null while it waits, and if time decided'),
    closedAt: z.iso.datetime().nullable(),
    mayDecide: z.enum(['yes', 'own_request', 'concerns_you', 'owners_only', 'closed']),
    mayCancel: z.boolean(),
  })
  .meta({ id: 'Approval' });
export type Approval = z.infer<typeof Approval>;
export const ApprovalPage = pageOf(Approval);
