import { MAX_APPROVAL_ANSWER } from '@chitlaq/text/campus';
import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { optionalText, requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { UniversityTr } from '../schemas.ts';

/** Most characters of a reason that the person reads, and of their objection. */
export const MAX_REASON = 500;
export const MAX_OBJECTION = 1000;
/** Most registrations that are decided together. */
export const MAX_TOGETHER = 50;

export const Answer = optionalText(
  MAX_APPROVAL_ANSWER,
  `Use at most ${MAX_APPROVAL_ANSWER} characters.`,
).describe('To the question of the campus');
const Question = z.object({ tr: z.string(), en: z.string() }).nullable();
const Moment = z.iso.datetime();

/** A person's own registration, while it waits or after it was refused. */
export const OwnApplication = z
  .object({
    state: z
      .enum(['waiting', 'refused', 'approved'])
      .describe('`approved`: the account is a member’s, and nothing of the rest is kept'),
    displayName: z.string(),
    username: z.string(),
    email: z.string(),
    question: Question.describe('What the campus asks; null: nothing'),
    answer: z.string(),
    appliedAt: Moment.nullable(),
    usualHours: z
      .number()
      .int()
      .nullable()
      .describe('Within how many hours most registrations were decided lately; null: too few to say'),
    eraseAt: Moment.nullable().describe('When the account is erased if nobody lets it in'),
    reason: z.string().nullable().describe('Why it was refused'),
    objection: z.string().nullable().describe('What the person answered to the refusal'),
    mayObject: z.boolean(),
  })
  .meta({ id: 'OwnApplication' });
export type OwnApplication = z.infer<typeof OwnApplication>;

export const ApplicationBody = z
  .strictObject({ answer: Answer.optional(), displayName: z.string().min(1).max(200).optional() })
  .refine((body) => Object.keys(body).length > 0, 'Change something.');
export const ObjectionBody = z.strictObject({
  objection: requiredText(MAX_OBJECTION, 'Write why you disagree.'),
});

const Person = z.object({ id: z.string(), username: z.string(), displayName: z.string() });

/** A registration that staff decide about. */
export const WaitingRegistration = z
  .object({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    email: z.string(),
    university: z.object({ id: z.string(), name: z.string(), nameTr: UniversityTr }),
    affiliation: z.enum(['student', 'staff', 'alumni']),
    appliedAt: Moment,
    question: Question,
    answer: z.string(),
    flags: z
      .array(
        z.enum([
          'name_of_member',
          'name_of_suspended',
          'address_of_suspended',
          'address_of_waiting',
          'refused_before',
        ]),
      )
      .describe('What it looks like: somebody should look twice'),
    refusedBefore: z
      .number()
      .int()
      .describe('How often this mailbox was refused and registered again within 30 days'),
    invitedBy: Person.nullable(),
    claim: z.object({ staff: Person, expiresAt: Moment }).nullable(),
    decision: z
      .object({ kind: z.enum(['approve', 'refuse']), staff: Person.nullable(), takesEffectAt: Moment })
      .nullable()
      .describe('Made, and not in effect yet: until then it can be undone'),
    refusal: z.object({ reason: z.string(), at: Moment }).nullable(),
    objection: z.object({ text: z.string(), at: Moment }).nullable(),
    mayDecide: z.enum(['yes', 'claimed', 'decided', 'own_invitee', 'own_refusal']),
  })
  .meta({ id: 'WaitingRegistration' });
export type WaitingRegistration = z.infer<typeof WaitingRegistration>;
export const WaitingRegistrationPage = pageOf(WaitingRegistration);

export const WaitingQuery = PageQuery;
export const DecisionsBody = z
  .strictObject({
    ids: z.array(Uuid).min(1).max(MAX_TOGETHER),
    decision: z.enum(['approve', 'refuse']),
    reason: optionalText(MAX_REASON, `Use at most ${MAX_REASON} characters.`)
      .default('')
      .describe('The person reads it; needed for a refusal'),
  })
  .refine(({ decision, reason }) => decision === 'approve' || reason !== '', {
    path: ['reason'],
    message: 'Write why: the person reads it.',
  });
export type DecisionsBody = z.infer<typeof DecisionsBody>;
export const UndoBody = z.strictObject({ ids: z.array(Uuid).min(1).max(MAX_TOGETHER) });
export const DecisionResults = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      code: z.string().nullable().describe('Null: done. Otherwise the code of the problem'),
      takesEffectAt: Moment.nullable(),
    }),
  ),
});
export type DecisionResults = z.infer<typeof DecisionResults>;

export const RegistrationFigures = z
  .object({
    waiting: z.number().int().describe('How many wait now'),
    oldestAt: Moment.nullable(),
    days: z.number().int(),
    approved: z.number().int().nullable().describe('In the last `days`; null: one to four'),
    refused: z.number().int().nullable(),
    medianHours: z
      .number()
      .nullable()
      .describe('From the proof of the address to the decision; null: fewer than five'),
  })
  .meta({ id: 'RegistrationFigures' });
export type RegistrationFigures = z.infer<typeof RegistrationFigures>;
