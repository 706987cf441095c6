import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { pendingWelcome } from '../profiles/index.ts';

interface OwnProfile {
  bio: string;
  avatarUrl: string | null;
  headerUrl: string | null;
  universityId: string;
  universityName: string;
  universityNameTr: string;
  affiliation: 'student' | 'staff' | 'alumni';
  department: string | null;
  graduationYear: number | null;
  isPrivate: boolean;
  requests: number;
  messages: number;
  /** The passed steps of the welcome; null if it is no longer offered. */
  welcome: string[] | null;
}

/** The viewer's profile, and what waits for them. Index: primary keys, follow_requests_target. */
export async function findOwnProfile(db: Db, userId: string, now: Date): Promise<OwnProfile | undefined> {
  const { rows } = await sql<OwnProfile>`
    select bio, avatar_url as "avatarUrl", header_url as "headerUrl", university_id as "universityId",
           university_name as "universityName", university_name_tr as "universityNameTr", affiliation, department, graduation_year as "graduationYear",
           is_private as "isPrivate",
           (select count(*) from social.follow_request_view where target_id = member.id) as requests,
           coalesce((select conversations from messaging.unread_view where member_id = member.id), 0) as messages,
           ${pendingWelcome(sql.ref('member'), now)} as welcome
    from profiles.member_view member where id = ${userId}`.execute(db);
  return rows[0];
}
