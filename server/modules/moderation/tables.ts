import type { ColumnType, Generated } from 'kysely';
import type { Reason, ReportStatus, SubjectType } from './reports/schemas.ts';
import type { Outcome } from './resolution/schemas.ts';

declare module '../../platform/db.ts' {
  interface Database {
    'moderation.reports': {
      id: string;
      reporter_id: string | null;
      subject_type: SubjectType;
      subject_id: string;
      subject_owner_id: string | null;
      snapshot: ColumnType<unknown, string, string>;
      reason: Reason;
      comment: string | null;
      status: Generated<ReportStatus>;
      created_at: Date;
      resolved_at: Date | null;
      decision_id: Generated<string | null>;
      /** The reported id never existed: only the reporter's own list shows the report. */
      has_no_subject: Generated<boolean>;
    };
    'moderation.accesses': {
      id: string;
      subject_type: 'post' | 'message';
      subject_id: string;
      report_id: string;
      staff_id: string | null;
      reason: string;
      accessed_at: Date;
    };
    'moderation.decisions': {
      id: string;
      subject_type: SubjectType;
      subject_id: string;
      subject_owner_id: string | null;
      outcome: Outcome;
      note: string;
      decided_by: string | null;
      decided_at: Date;
    };
  }
}
