import type { WelcomeStep } from '@chitlaq/text';
import type { Generated } from 'kysely';
import type { Official } from '../auth/index.ts';

declare module '../../platform/db.ts' {
  interface Database {
    'profiles.profiles': {
      user_id: string;
      bio: Generated<string>;
      department: string | null;
      graduation_year: number | null;
      avatar_url: string | null;
      header_url: string | null;
      is_private: Generated<boolean>;
      shows_likes: Generated<boolean>;
      allows_public_previews: Generated<boolean>;
      updated_at: Generated<Date>;
    };
    /** The posts of a member that are not deleted; no row if there was never one. The content module changes it, by the functions of this one. */
    'profiles.post_counts': { user_id: string; posts: Generated<number> };
    /** How far a new member has come with the welcome; no row if they have passed no step. */
    'profiles.welcomes': {
      user_id: string;
      passed: Generated<WelcomeStep[]>;
      finished_at: Date | null;
      updated_at: Date;
    };
    /** The members whose public posts have a preview for people without an account. */
    'profiles.public_preview_view': { user_id: string };
    'profiles.member_view': {
      id: string;
      username: string;
      display_name: string;
      bio: string;
      department: string | null;
      graduation_year: number | null;
      avatar_url: string | null;
      header_url: string | null;
      is_private: boolean;
      status: 'pending' | 'active' | 'deactivated' | 'suspended' | 'deleted';
      university_id: string;
      university_name: string;
      university_name_tr: string;
      official: Official | null;
      affiliation: 'student' | 'staff' | 'alumni';
      created_at: Date;
      shows_likes: boolean;
    };
  }
}
