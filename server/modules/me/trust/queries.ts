import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { COUNTED_DAYS, MAX_CONTACTS, type TrustFacts } from './level.ts';

/**
 * The facts about some members. Counts contacts up to the number that matters. Index: follows_pkey, conversations_created_by,
 * decisions of the member.
 */
export async function findTrustFacts(
  db: Db,
  memberIds: readonly string[],
  at: Date,
): Promise<({ memberId: string } & TrustFacts)[]> {
  const { rows } = await sql<{ memberId: string } & TrustFacts>`
    select member.id as "memberId",
      floor(extract(epoch from ${at}::timestamptz - member.created_at) / 86400)::int as "ageDays",
      exists (select from profiles.department_view where user_id = member.id) as "hasDepartment",
      (select count(*)::int from (
        select followee_id from social.follow_view mine
        where mine.follower_id = member.id and exists (
          select from social.follow_view theirs where theirs.follower_id = mine.followee_id and theirs.followee_id = member.id)
        union
        select accepter_id from messaging.accepted_request_view where requester_id = member.id
        limit ${MAX_CONTACTS}) contact) as contacts,
      (select count(*)::int from moderation.decision_against_view decision
        where decision.member_id = member.id and decision.decided_at > ${at}::timestamptz - make_interval(days => ${COUNTED_DAYS})) as decisions
    from auth.member_view member where member.id = any(${memberIds}::uuid[])`.execute(db);
  return rows;
}
