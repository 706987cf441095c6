import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';

export const SubjectType = z.enum(['post', 'user', 'message']);
export type SubjectType = z.infer<typeof SubjectType>;

export const Reason = z.enum([
  'spam',
  'harassment',
  'hate',
  'violence',
  'sexual',
  'self_harm',
  'misinformation',
  'impersonation',
  'privacy',
  'cheating',
  'illegal',
  'other',
]);
export type Reason = z.infer<typeof Reason>;

export const ReportStatus = z.enum(['open', 'upheld', 'dismissed']);
export type ReportStatus = z.infer<typeof ReportStatus>;

/** How soon a report has to be answered; each reason has its own time as well. */
export const Urgency = z.enum(['critical', 'high', 'normal']);
export type Urgency = z.infer<typeof Urgency>;

export const NewReport = z.strictObject({
  subjectType: SubjectType,
  subjectId: Uuid,
  reason: Reason,
  comment: z
    .string()
    .optional()
    .describe('For the moderators; at most 1,000 graphemes. Required if the reason is `other`'),
});
export type NewReport = z.infer<typeof NewReport>;

export const Report = z
  .object({
    id: z.uuid(),
    subjectType: z
      .enum([...SubjectType.options, 'board_post'])
      .describe('`board_post`: reported with `POST /boards/posts/{postId}/reports`'),
    subjectId: z.uuid(),
    path: z
      .string()
      .nullable()
      .describe('Of a page of the web app, if the subject is not found by its id alone'),
    reason: Reason,
    comment: z.string().nullable(),
    status: ReportStatus.describe('`upheld`: the moderators acted on it'),
    createdAt: z.iso.datetime(),
    answerBy: z.iso.datetime().describe('When the moderators have promised an answer'),
    resolvedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof Report>;

export const ReportPage = pageOf(Report);
export type ReportPage = z.infer<typeof ReportPage>;
