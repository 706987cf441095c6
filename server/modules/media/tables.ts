import type { ColumnType, Generated } from 'kysely';
import type { Kind, Status, SubjectType, Variants } from './types.ts';

declare module '../../platform/db.ts' {
  interface Database {
    'media.files': {
      id: string;
      owner_id: string | null;
      kind: Kind;
      status: Status;
      name: string;
      mime_type: string;
      size: number;
      stored_bytes: number;
      width: number | null;
      height: number | null;
      duration_ms: number | null;
      animated: Generated<boolean>;
      blurhash: string | null;
      waveform: ColumnType<number[] | null, number[] | null | undefined, number[] | null>;
      alt: string | null;
      focus_x: number | null;
      focus_y: number | null;
      file_name: string | null;
      variants: ColumnType<Variants, string | undefined, string>;
      progress: Generated<number>;
      failure: string | null;
      subject_type: SubjectType | null;
      subject_id: string | null;
      position: Generated<number>;
      is_from_past_version: Generated<boolean>;
      hidden_at: Date | null;
      blocked_by: Generated<string | null>;
      created_at: Date;
      unattached_since: Date | null;
    };
    'media.uploads': {
      id: string;
      owner_id: string;
      length: number;
      file_name: string | null;
      alt: string | null;
      media_id: string | null;
      created_at: Date;
      expires_at: Date;
    };
  }
}
