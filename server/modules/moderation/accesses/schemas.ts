import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';

export const StaffAccess = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    role: z
      .enum(['custom', 'auditor', 'moderator', 'admin', 'owner'])
      .nullable()
      .describe('Of who it was, today; `custom` for one that owners composed, null without one'),
    event: z.string().describe('`content_read`, or an act of the audit log such as `member_suspended`'),
    subject: z
      .object({ type: z.enum(['post', 'message']), id: z.uuid() })
      .nullable()
      .describe('What was read; null for an act on the account'),
  })
  .meta({ id: 'StaffAccess' });
export const StaffAccessPage = pageOf(StaffAccess).meta({ id: 'StaffAccessPage' });
export type StaffAccessPage = z.infer<typeof StaffAccessPage>;
