import type { BackupKind, Place } from '../../platform/backup/pgbackrest.ts';

export const DRILL_STEPS = ['backup', 'recovery', 'counts', 'start', 'sign_in'] as const;
export type DrillStep = (typeof DRILL_STEPS)[number];

declare module '../../platform/db.ts' {
  interface Database {
    'status.days': { day: string; minutes: string };
    'status.restore_drills': {
      id: string;
      started_at: Date;
      finished_at: Date;
      failed_step: DrillStep | null;
      detail: string | null;
      backup_name: string | null;
      rpo_seconds: number | null;
      rto_seconds: number | null;
    };
    'status.backups': {
      id: string;
      place: Place;
      kind: BackupKind;
      started_at: Date;
      finished_at: Date;
      bytes: number | null;
      failure: string | null;
    };
  }
}
