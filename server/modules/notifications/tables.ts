import type { ColumnType, Generated } from 'kysely';
import type { Channels, Kind } from './kinds.ts';

export type Digest = 'none' | 'daily' | 'weekly';
/** Channels that differ from the defaults. */
export type ChannelChanges = Partial<Record<Kind, Partial<Channels>>>;

declare module '../../platform/db.ts' {
  interface Database {
    'notifications.notifications': {
      id: string;
      user_id: string;
      kind: Kind;
      topic: Generated<string>;
      subject_id: string;
      latest_activity_id: string;
      read_at: Date | null;
      pushed_activity_id: string | null;
      pushed_at: Date | null;
    };
    'notifications.activities': {
      user_id: string;
      cause: string;
      id: string;
      notification_id: string;
      actor_id: string | null;
      seq: number | null;
    };
    'notifications.message_watermarks': { member_id: string; conversation_id: string; seq: number };
    'notifications.preferences': {
      user_id: string;
      channels: ColumnType<ChannelChanges, string | undefined, string>;
      quiet_from: number | null;
      quiet_until: number | null;
      time_zone: Generated<string>;
      digest: Generated<Digest>;
      digested_on: ColumnType<string | null, string | null, string | null>;
      digested_activity_id: string | null;
    };
    'notifications.muted_threads': { user_id: string; root_id: string; at: Date };
    'notifications.push_subscriptions': {
      id: string;
      user_id: string;
      session_id: string;
      endpoint: string;
      p256dh: string;
      auth: string;
      created_at: Date;
      failing_since: Date | null;
      rejected_at: Date | null;
    };
  }
}
