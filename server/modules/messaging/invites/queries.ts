import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { isGroupAdmin } from '../relationship.queries.ts';
import type { Person } from '../schemas.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';

export interface InviteRow {
  id: string;
  createdBy: Person | null;
  expiresAt: Date;
  maxUses: number;
  uses: number;
  createdAt: Date;
}

const creator = sql`(
  select json_build_object('id', id, 'username', username, 'displayName', display_name, 'avatarUrl', avatar_url, 'official', official)
  from profiles.member_view where id = invite.created_by)`;

const isMember = (viewerId: string) => sql<boolean>`exists (select from messaging.memberships
  where conversation_id = invite.conversation_id and member_id = ${viewerId} and state = 'active')`;

/** Valid invites, newest first. Index: invites_conversation. */
export async function findValidInvites(db: Db, conversationId: string, now: Date): Promise<InviteRow[]> {
  const { rows } = await sql<InviteRow>`
    select id, ${creator} as "createdBy", expires_at as "expiresAt", max_uses as "maxUses", uses, created_at as "createdAt"
    from messaging.invites invite
    where conversation_id = ${conversationId} and revoked_at is null and expires_at > ${now} and uses < max_uses
    order by id desc`.execute(db);
  return rows;
}

export async function insertInvite(
  db: Db,
  row: {
    id: string;
    conversationId: string;
    tokenHash: Buffer;
    by: string;
    expiresAt: Date;
    maxUses: number;
    at: Date;
  },
): Promise<void> {
  await sql`insert into messaging.invites (id, conversation_id, token_hash, created_by, expires_at, max_uses, created_at)
    values (${row.id}, ${row.conversationId}, ${row.tokenHash}, ${row.by}, ${row.expiresAt}, ${row.maxUses}, ${row.at})`.execute(
    db,
  );
}

/** @returns false if the group never had it; true for one that was already revoked */
export async function markInviteRevoked(
  db: Db,
  conversationId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update messaging.invites set revoked_at = coalesce(revoked_at, ${now})
    where id = ${id} and conversation_id = ${conversationId}`.execute(db);
  return Boolean(numAffectedRows);
}

export interface FoundInvite {
  id: string;
  conversationId: string;
  name: string;
  avatarUrl: string | null;
  memberCount: number;
  /** Including invited members who have not joined. */
  participantCount: number;
  createdBy: Person | null;
  /** The viewer is in the group, or invited to it. */
  isParticipant: boolean;
  /** The viewer has joined the group: then the invite need not be valid any more. */
  isMember: boolean;
}

/**
 * An invite that the viewer may use: it is valid, its creator is active and may still add members, and no
 * block separates the creator and the viewer. For a participant, any invite of the group counts, so that
 * repeating the request gets the same answer. Index: invites_token_hash_key.
 */
export async function findInviteByToken(
  db: Db,
  viewerId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<FoundInvite | undefined> {
  const { rows } = await sql<FoundInvite>`
    select invite.id, conversation.id as "conversationId", conversation.name, conversation.avatar_url as "avatarUrl",
      (select count(*)::int from messaging.memberships where conversation_id = conversation.id and state = 'active') as "memberCount",
      (select count(*)::int from messaging.memberships where conversation_id = conversation.id and state in ${PARTICIPANT_STATES}) as "participantCount",
      ${creator} as "createdBy",
      exists (select from messaging.memberships
        where conversation_id = conversation.id and member_id = ${viewerId} and state in ${PARTICIPANT_STATES}) as "isParticipant",
      ${isMember(viewerId)} as "isMember"
    from messaging.invites invite join messaging.conversations conversation on conversation.id = invite.conversation_id
    where invite.token_hash = ${tokenHash} and (${isMember(viewerId)} or (invite.revoked_at is null and invite.expires_at > ${now} and invite.uses < invite.max_uses
      and exists (select from messaging.memberships membership
        where membership.conversation_id = conversation.id and membership.member_id = invite.created_by
          and (${isGroupAdmin} or (membership.state = 'active' and conversation.who_adds = 'members')))
      and exists (select from social.audience_view where id = invite.created_by and status = 'active')
      and not exists (select from messaging.memberships
        where conversation_id = conversation.id and member_id = ${viewerId} and state = 'removed')
      and not exists (select from social.blocks
        where (blocker_id = invite.created_by and blocked_id = ${viewerId}) or (blocker_id = ${viewerId} and blocked_id = invite.created_by))))`.execute(
    db,
  );
  return rows[0];
}

/** The caller has locked the group and checked that the invite is valid. */
export async function countUse(db: Db, id: string): Promise<void> {
  await sql`update messaging.invites set uses = uses + 1 where id = ${id}`.execute(db);
}
