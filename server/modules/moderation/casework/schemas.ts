import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';
import { AppealStatus } from '../decisions/schemas.ts';
import { SubjectType, Urgency } from '../reports/schemas.ts';
import { MemberRef, Outcome } from '../resolution/schemas.ts';

export const NoteBody = z.strictObject({
  text: requiredText(1000, 'Write the note.').describe('For other staff; it is never changed or deleted'),
});
export type NoteBody = z.infer<typeof NoteBody>;

export const CaseNote = z
  .object({
    id: z.uuid(),
    author: MemberRef.nullable().describe('Null if the account was deleted'),
    text: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CaseNote' });
export type CaseNote = z.infer<typeof CaseNote>;

/** What a moderator needs to know besides the reported content. */
export const CaseContext = z
  .object({
    notes: z.array(CaseNote).describe('The newest 50, oldest first'),
    member: z
      .object({
        memberSince: z.iso.datetime(),
        formerNames: z
          .array(z.object({ username: z.string(), displayName: z.string(), until: z.iso.datetime() }))
          .describe('The newest ten names that the member had before, newest first'),
        strikes: z
          .number()
          .int()
          .describe('Decisions of the last twelve months against the member that were not taken back'),
        counts: z.object({
          warnings: z.number().int(),
          removals: z.number().int(),
          suspensions: z.number().int(),
          restrictions: z.number().int().describe('Mutes, and limits of the reach'),
          reversals: z.number().int().describe('Decisions that were taken back'),
          dismissals: z.number().int().describe('Cases that were dismissed'),
        }),
        decisions: z
          .array(
            z.object({
              id: z.uuid(),
              outcome: Outcome,
              rule: z.string().nullable(),
              reason: z.string().nullable().describe('What the member was told'),
              decidedAt: z.iso.datetime(),
              endsAt: z.iso.datetime().nullable(),
              reversedAt: z.iso.datetime().nullable(),
              appeal: AppealStatus.nullable(),
            }),
          )
          .describe('The newest 20, newest first'),
        otherCases: z
          .array(
            z.object({
              id: z.uuid(),
              subjectType: SubjectType,
              subjectId: z.uuid(),
              urgency: Urgency,
              dueAt: z.iso.datetime(),
              reportCount: z.number().int(),
            }),
          )
          .describe('Other open cases about the same member, by due time; at most 20'),
      })
      .nullable()
      .describe('The author of the reported content, or the reported member; null if the account is gone'),
  })
  .meta({ id: 'CaseContext' });
export type CaseContext = z.infer<typeof CaseContext>;
