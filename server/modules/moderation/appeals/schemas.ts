import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Act, AppealStatus } from '../decisions/schemas.ts';
import { SubjectType } from '../reports/schemas.ts';
import { CampusRule } from '../rules/schemas.ts';

export const NewAppeal = z.strictObject({
  decisionId: Uuid.describe('Of `GET /users/me/decisions`'),
  text: requiredText(2000, 'Say why the decision should be taken back.'),
});
export type NewAppeal = z.infer<typeof NewAppeal>;

export const AppealQuery = PageQuery.extend({
  status: z
    .enum(['open', 'decided'])
    .default('open')
    .describe('`open`: oldest first; `decided`: newest appeal first'),
});
export type AppealQuery = z.infer<typeof AppealQuery>;

const MemberRef = z.object({ id: z.uuid(), username: z.string(), displayName: z.string() });

export const Appeal = z
  .object({
    id: z.uuid(),
    status: AppealStatus,
    text: z.string(),
    createdAt: z.iso.datetime(),
    member: MemberRef.nullable().describe('Null if the account is gone'),
    decision: z.object({
      id: z.uuid(),
      act: Act,
      rule: CampusRule.nullable(),
      reason: z.string().nullable().describe('What the member was told'),
      note: z.string().nullable().describe('What the moderator wrote for staff'),
      decidedBy: MemberRef.nullable(),
      decidedAt: z.iso.datetime(),
      endsAt: z.iso.datetime().nullable(),
      reversedAt: z.iso.datetime().nullable(),
      subjectType: SubjectType,
      subjectId: z.uuid(),
      content: z
        .string()
        .nullable()
        .describe('Text of a reported public post; null for what only some members could read'),
      reportId: z.uuid().nullable().describe('Of the case; null if there was no report'),
    }),
    mayDecide: z
      .enum(['yes', 'own_decision', 'own_case', 'own_report', 'admin_required'])
      .describe('Why the viewer may not decide it, if they may not'),
    answer: z.string().nullable(),
    decidedBy: MemberRef.nullable(),
    decidedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Appeal' });
export type Appeal = z.infer<typeof Appeal>;

export const AppealPage = pageOf(Appeal);
export type AppealPage = z.infer<typeof AppealPage>;

export const AppealDecision = z.strictObject({
  outcome: z.enum(['upheld', 'rejected']).describe('`upheld` takes the act back'),
  answer: requiredText(1000, 'Tell the member why.').describe('In plain words; the member reads it'),
});
export type AppealDecision = z.infer<typeof AppealDecision>;

const counts = {
  decisions: z.int(),
  appeals: z.int(),
  upheld: z.int(),
  rejected: z.int(),
  undone: z.int().describe('Taken back with a bulk act by who made it, or an admin'),
};
export const AppealFigures = z
  .object({
    byRule: z.array(z.object({ rule: CampusRule.nullable(), ...counts })),
    byModerator: z.array(z.object({ moderator: MemberRef.nullable(), ...counts })),
  })
  .meta({ id: 'AppealFigures' });
export type AppealFigures = z.infer<typeof AppealFigures>;
