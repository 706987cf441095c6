import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * Notes the end of a member's quiet time in each conversation that it concerns: direct ones with members whom they do not follow,
 * requests and invitations. A send, a list and the counts read that row anyway. Locks the memberships in one order. Index:
 * memberships_member, follows_pkey.
 */
export async function noteQuietTime(db: Db, memberId: string, at: Date): Promise<void> {
  await sql`
    with quiet as (
      select until from social.quiet_times where member_id = ${memberId} and until > ${at}
    ), own as (
      select membership.conversation_id, membership.state
      from messaging.memberships membership
      where membership.member_id = ${memberId} and membership.state in ('active', 'request')
        and (membership.quiet_until is not null or exists (select from quiet))
      order by membership.conversation_id for no key update
    )
    update messaging.memberships membership
    set quiet_until = case when own.state = 'request' or exists (
        select from messaging.memberships other join messaging.conversations conversation on conversation.id = other.conversation_id
        where other.conversation_id = own.conversation_id and other.member_id <> ${memberId} and conversation.type = 'direct'
          and not exists (select from social.follow_view where follower_id = ${memberId} and followee_id = other.member_id))
      then (select until from quiet) end
    from own where membership.conversation_id = own.conversation_id and membership.member_id = ${memberId}`.execute(
    db,
  );
}
