import type { ColumnType, Generated } from 'kysely';
import type { CopySummary, ImportResult } from './schemas.ts';

export type ImportState =
  | 'checking'
  | 'refused'
  | 'checked'
  | 'running'
  | 'failed'
  | 'done'
  | 'undoing'
  | 'undone';

declare module '../../platform/db.ts' {
  interface Database {
    'imports.campuses': {
      id: string;
      name: string;
      origin: string;
      public_keys: string[];
      added_by: string | null;
      added_at: Date;
    };
    'imports.imports': {
      id: string;
      member_id: string;
      media_id: string;
      state: Generated<ImportState>;
      failure: string | null;
      archive_id: string | null;
      campus_name: string | null;
      origin: string | null;
      source_member_id: string | null;
      source_username: string | null;
      written_at: Date | null;
      summary: ColumnType<CopySummary | null, string | null, string | null>;
      takes_profile: Generated<boolean>;
      done: Generated<number>;
      result: ColumnType<ImportResult | null, string | null, string | null>;
      created_at: Date;
      progress_at: Date;
      started_at: Date | null;
      finished_at: Date | null;
    };
    'imports.pending_follows': { member_id: string; origin: string; username: string; expires_at: Date };
  }
}
