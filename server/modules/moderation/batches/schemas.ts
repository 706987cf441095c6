import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { SubjectType } from '../reports/schemas.ts';
import { DecisionBody, MemberRef } from '../resolution/schemas.ts';

export const Decision = DecisionBody.shape.decision;
export type Decision = z.infer<typeof Decision>;

/** Cases that one batch decides at most. */
export const MAX_CASES = 100;
/** Posts of a member that one batch removes at most. */
export const MAX_POSTS = 500;
const MAX_HOURS = 30 * 24;

export const NewBatch = DecisionBody.omit({ pictures: true }).extend({
  reportIds: z
    .array(Uuid)
    .min(1)
    .max(MAX_CASES)
    .optional()
    .describe('One report of each case; either this or `posts`'),
  posts: z
    .strictObject({ memberId: Uuid, hours: z.int().min(1).max(MAX_HOURS) })
    .optional()
    .describe('The newest 500 posts that a member wrote in the last hours, for `remove_post`'),
  preview: z.boolean().default(false).describe('Only says what would be done and left out'),
});
export type NewBatch = z.infer<typeof NewBatch>;

const LeftOut = z.object({
  problem: z.string().describe('Code of the problem, as a single decision would answer it'),
  count: z.int(),
  reportIds: z.array(z.uuid()).describe('Of cases'),
});

export const BatchPreview = z
  .object({
    items: z.int().describe('Cases or posts that are decided'),
    members: z.int().describe('Whose they are'),
    leftOut: z.array(LeftOut),
    hasMore: z.boolean().describe('The member wrote more posts in that time than one batch removes'),
    needsSecond: z.boolean().describe('It takes the approval of a second person'),
  })
  .meta({ id: 'ModerationBatchPreview' });
export type BatchPreview = z.infer<typeof BatchPreview>;

export const BatchState = z
  .enum(['waiting', 'running', 'done', 'refused', 'withdrawn', 'undoing', 'undone'])
  .describe('`waiting`: for a second person; `refused`: by them, or by time; `withdrawn`: by who asked');
export type BatchState = z.infer<typeof BatchState>;
export const ItemState = z.enum(['waiting', 'done', 'left_out']);
export type ItemState = z.infer<typeof ItemState>;

const BatchFields = z.object({
  id: z.uuid(),
  decision: Decision,
  rule: z.string().nullable(),
  reason: z.string().nullable().describe('What each member reads'),
  note: z.string(),
  endsAt: z.iso.datetime().nullable(),
  member: MemberRef.nullable().describe('Whose posts are removed; null for cases'),
  postsSince: z.iso.datetime().nullable(),
  startedBy: MemberRef.nullable().describe('Null if the account is deleted'),
  createdAt: z.iso.datetime(),
  state: BatchState,
  finishedAt: z.iso.datetime().nullable(),
  items: z.int(),
  done: z.int(),
  leftOut: z.int(),
  members: z.int().describe('Whose cases or posts were decided'),
  undo: z
    .object({
      reason: z.string(),
      by: MemberRef.nullable(),
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime().nullable(),
      done: z.int(),
      leftOut: z.int(),
    })
    .nullable(),
  mayWithdraw: z.boolean().describe('Whether the viewer may take it back before it was approved'),
  undoUntil: z.iso
    .datetime()
    .nullable()
    .describe('Until when the viewer may take it back; null if they may not'),
});

export const BatchItem = z.object({
  reportId: z.uuid().nullable().describe('Null for a post without a report'),
  subjectType: SubjectType.nullable(),
  subjectId: z.uuid().nullable(),
  owner: MemberRef.nullable(),
  state: ItemState,
  problem: z.string().nullable().describe('Why it was left out'),
  undoState: z.enum(['done', 'left_out']).nullable(),
  undoProblem: z.string().nullable().describe('Why it was not taken back'),
});

export const BatchSummary = BatchFields.meta({ id: 'ModerationBatchSummary' });
export type BatchSummary = z.infer<typeof BatchSummary>;
export const BatchPage = pageOf(BatchSummary);
export type BatchPage = z.infer<typeof BatchPage>;
export const Batch = BatchFields.extend({ list: z.array(BatchItem).describe('500 at most') }).meta({
  id: 'ModerationBatch',
});
export type Batch = z.infer<typeof Batch>;

export const BatchQuery = PageQuery;

export const UndoBody = z.strictObject({
  reason: requiredText(1000, 'Say why it is taken back.').describe('For staff, and in the log'),
});
export type UndoBody = z.infer<typeof UndoBody>;
