import type { ColumnType, Generated } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;

declare module '../../platform/db.ts' {
  interface Database {
    'messaging.conversations': {
      id: string;
      type: 'direct' | 'group';
      pair: string | null;
      name: string | null;
      avatar_url: string | null;
      last_seq: Generated<number>;
      last_message_at: Moment;
      history: Generated<'all' | 'joined'>;
      who_writes: Generated<'members' | 'admins'>;
      who_adds: Generated<'members' | 'admins'>;
      disappear_after_seconds: number | null;
      created_by: string | null;
      created_at: Moment;
    };
    'messaging.memberships': {
      conversation_id: string;
      member_id: string;
      role: 'owner' | 'admin' | 'member';
      state: 'active' | 'request' | 'declined' | 'left' | 'removed';
      joined_at: Moment;
      added_by: string | null;
      from_seq: Generated<number>;
      cleared_seq: Generated<number>;
      delivered_seq: Generated<number>;
      read_seq: Generated<number>;
      marked_unread: Generated<boolean>;
      muted_until: Date | null;
      /** The end of the member's quiet time, where it concerns this conversation. */
      quiet_until: Date | null;
      archived_at: Date | null;
      pinned_at: Date | null;
    };
    'messaging.unread_view': { member_id: string; conversations: number; requests: number };
    'messaging.settings': {
      member_id: string;
      read_receipts: Generated<boolean>;
      delivered_receipts: Generated<boolean>;
      typing: Generated<boolean>;
      presence: Generated<boolean>;
      last_seen: Generated<boolean>;
      link_previews: Generated<boolean>;
    };
  }
}
