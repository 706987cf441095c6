import type { Generated } from 'kysely';
import type { ContactAudience } from './contact/schemas.ts';

declare module '../../platform/db.ts' {
  interface Database {
    'social.follows': { follower_id: string; followee_id: string; id: string };
    'social.follow_requests': { requester_id: string; target_id: string; id: string };
    'social.blocks': { blocker_id: string; blocked_id: string; id: string };
    'social.mutes': { muter_id: string; muted_id: string; id: string };
    'social.hidden_reposts': { hider_id: string; hidden_id: string };
    'social.contact_settings': {
      member_id: string;
      mentions: Generated<ContactAudience>;
      replies: Generated<ContactAudience>;
      messages: Generated<ContactAudience>;
      groups: Generated<ContactAudience>;
      is_strict_with_newcomers: Generated<boolean>;
      conceals_requests: Generated<boolean>;
    };
    'social.quiet_times': { member_id: string; since: Date; until: Date };
    'social.trust': { member_id: string; level: number; computed_at: Date };
    'social.member_counts': { user_id: string; followers: Generated<number>; following: Generated<number> };
    'social.block_view': { blocker_id: string; blocked_id: string; id: string };
    'social.mute_view': { muter_id: string; muted_id: string; id: string };
    'social.follow_view': { follower_id: string; followee_id: string; id: string };
    'social.follow_request_view': { requester_id: string; target_id: string; id: string };
    /** Written only by triggers on auth.users and profiles.profiles. */
    'social.audiences': {
      user_id: string;
      status: string;
      university_id: string;
      is_private: boolean;
      username: string;
      version: number;
    };
    /** Published: what the visibility rule reads of a member, in one row. */
    'social.audience_view': { id: string; status: string; university_id: string; is_private: boolean };
    'social.standings': { member_id: string; standing: number; followers: number; age: Generated<number> };
    'social.standings_computed': { id: Generated<boolean>; at: Date };
    'social.standing_view': { member_id: string; standing: number; followers: number; age: number };
    'social.member_counts_view': { user_id: string; followers: number; following: number };
  }
}
