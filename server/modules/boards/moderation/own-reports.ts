import type { ListOwnReports } from '../../../platform/module.ts';
import { findReportsBefore } from './queries.ts';

/** What a member reported on boards, for their list of reports. Who wrote it nobody knows. */
export const listOwnReports: ListOwnReports = (ctx, memberId, before, take) =>
  findReportsBefore(ctx.db, memberId, before, take);
