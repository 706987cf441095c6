import type { Opening } from '@chitlaq/protocol/moderation-log';
import type { ColumnType, Generated } from 'kysely';
import type { RehearsalResult, RuleAction } from './automation/schemas.ts';
import type { BatchState, Decision, ItemState } from './batches/schemas.ts';
import type { TrainingResult } from './classifier/schemas.ts';
import type { Reason, ReportStatus, SubjectType, Urgency } from './reports/schemas.ts';
import type { Outcome } from './resolution/schemas.ts';
import type { MonthlyFigures } from './transparency/schemas.ts';

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
      /** Of the subject’s owner when it was reported; null if the account was gone. */
      university_id: Generated<string | null>;
      /** When its reporter was promised an answer. */
      due_at: Generated<Date>;
      /** How likely moderators act, as the classifier reads it; null: not read. */
      likelihood: Generated<number | null>;
      /** Smaller comes first among cases that were promised for the same hour. */
      precedence: Generated<number | null>;
    };
    'moderation.response_times': { reason: Reason; urgency: Urgency; hours: number };
    'moderation.claims': {
      subject_type: SubjectType;
      subject_id: string;
      moderator_id: string;
      expires_at: Date;
    };
    'moderation.notes': {
      id: string;
      subject_type: SubjectType;
      subject_id: string;
      author_id: string | null;
      text: string;
      created_at: Date;
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
      note: string | null;
      decided_by: string | null;
      decided_at: Date;
      rule_id: string | null;
      statement: string | null;
      ends_at: Date | null;
      suspension_id: string | null;
      reversed_at: Generated<Date | null>;
    };
    'moderation.batches': {
      id: string;
      decision: Decision;
      rule_id: string | null;
      statement: string | null;
      note: string;
      ends_at: Date | null;
      content_warning: string | null;
      member_id: string | null;
      posts_since: Date | null;
      started_by: string | null;
      session_id: string;
      created_at: Date;
      state: BatchState;
      finished_at: Generated<Date | null>;
      undone_by: Generated<string | null>;
      undo_session_id: Generated<string | null>;
      undo_reason: Generated<string | null>;
      undo_started_at: Generated<Date | null>;
      undone_at: Generated<Date | null>;
    };
    'moderation.batch_items': {
      batch_id: string;
      position: number;
      report_id: string | null;
      subject_type: SubjectType | null;
      subject_id: string | null;
      owner_id: string | null;
      state: ItemState;
      problem: string | null;
      decision_id: Generated<string | null>;
      undo_state: Generated<'done' | 'left_out' | null>;
      undo_problem: Generated<string | null>;
    };
    'moderation.rules': {
      id: string;
      position: number;
      title_tr: string;
      title_en: string;
      text_tr: string;
      text_en: string;
      retired_at: Date | null;
    };
    'moderation.appeals': {
      id: string;
      decision_id: string;
      member_id: string | null;
      text: string;
      created_at: Date;
      status: Generated<'open' | 'upheld' | 'rejected'>;
      answer: Generated<string | null>;
      decided_by: Generated<string | null>;
      decided_at: Generated<Date | null>;
    };
    'moderation.automatic_rules': {
      id: string;
      version: number;
      on_version: Generated<number | null>;
      on_since: Generated<Date | null>;
      stopped_at: Generated<Date | null>;
      changed_at: Date;
    };
    'moderation.automatic_rule_versions': {
      rule_id: string;
      version: number;
      name: string;
      text: string;
      action: RuleAction;
      campus_rule_id: string;
      notice_tr: string;
      notice_en: string;
      limit_percent: number;
      limit_minimum: number;
      written_by: string | null;
      written_at: Date;
    };
    'moderation.rehearsals': {
      id: string;
      rule_id: string;
      version: number;
      status: Generated<'waiting' | 'running' | 'done' | 'failed'>;
      since: Date;
      until: Date;
      read: Generated<number>;
      total: Generated<number>;
      result: ColumnType<(RehearsalResult & { sample: string[] }) | null, undefined, string | null>;
      started_by: string | null;
      started_at: Date;
      finished_at: Generated<Date | null>;
    };
    'moderation.automatic_rule_hits': {
      rule_id: string;
      version: number;
      post_id: string;
      hit_at: Date;
      report_id: Generated<string | null>;
      decision_id: Generated<string | null>;
      verdict: Generated<'upheld' | 'dismissed' | null>;
      judged_at: Generated<Date | null>;
    };
    'moderation.classifier': {
      is_on: Generated<boolean>;
      model_id: string | null;
      trained_at: Date | null;
      result: TrainingResult | null;
      upheld: Generated<number>;
      dismissed: Generated<number>;
    };
    'moderation.classifier_models': {
      id: string;
      trained_at: Date;
      digest: string;
      learnt_since: Date;
      learnt_until: Date;
      gone: number;
      upheld: number;
      dismissed: number;
      held_out: number;
      auc: number;
      high: number | null;
      precision_high: number | null;
      recall_high: number | null;
      low: number | null;
      bias: number;
      scale: number;
      weights: Buffer;
    };
    'moderation.log': { seq: ColumnType<number | string, number, never>; entry: string; hash: string };
    'moderation.log_heads': {
      day: ColumnType<string, never, never>;
      seq: ColumnType<number | string, number, never>;
      hash: string;
      published_at: Date;
    };
    'moderation.monthly_figures': {
      month: ColumnType<string, string, never>;
      last_seq: ColumnType<number | string, number, never>;
      figures: ColumnType<MonthlyFigures, string, never>;
      published_at: Date;
    };
    'moderation.log_openings': {
      seq: ColumnType<number | string, number, never>;
      party: 'member' | 'moderator';
      user_id: string;
      record_id: string | null;
      opening: ColumnType<Record<string, Opening>, string, never>;
    };
  }
}
