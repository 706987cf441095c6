import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Official } from '../../auth/index.ts';
import { notMuted, unblocked } from '../../social/index.ts';
import type { Author } from '../schemas.ts';

export interface ListedRow {
  /** Of the edge: the list's sort key, and its cursor. */
  edgeId: string;
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  bio: string;
  isPrivate: boolean;
}

/**
 * Above every id: the start of a list. A condition on whether there is a cursor could not bound the index scan in a prepared
 * statement, and a deep page would read everything above it.
 */
const TOP = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const lists = {
  followers: { edges: 'social.follow_view', of: 'followee_id', member: 'follower_id' },
  following: { edges: 'social.follow_view', of: 'follower_id', member: 'followee_id' },
  requests: { edges: 'social.follow_request_view', of: 'target_id', member: 'requester_id' },
  blocks: { edges: 'social.block_view', of: 'blocker_id', member: 'blocked_id' },
  mutes: { edges: 'social.mute_view', of: 'muter_id', member: 'muted_id' },
} as const;
export type ListName = keyof typeof lists;

/**
 * One page of members at the other end of a member's edges, newest edge first. The query leaves out members hidden from the
 * viewer, so pages are full. Blocked members appear only in the list of blocks.
 * Index: follows_followee, follows_follower, follow_requests_target, blocks_newest, mutes_newest.
 */
export async function listRows(
  db: Db,
  viewer: Viewer,
  name: ListName,
  of: string,
  before: string | null,
  limit: number,
): Promise<ListedRow[]> {
  const { edges, of: ofColumn, member } = lists[name];
  const memberRef = sql.ref(`edge.${member}`);
  const isVisible = name === 'blocks' ? sql<boolean>`true` : unblocked(viewer, memberRef);
  const { rows } = await sql<ListedRow>`
    select edge.id as "edgeId", card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
           card.university_name as university, card.university_name_tr as "universityTr", card.official, card.bio, card.is_private as "isPrivate"
    from ${sql.table(edges)} edge
    join profiles.member_view card on card.id = ${memberRef}
    where ${sql.ref(`edge.${ofColumn}`)} = ${of} and card.status = 'active'
      and edge.id < ${before ?? TOP} and ${isVisible}
    order by edge.id desc limit ${limit}`.execute(db);
  return rows;
}

/**
 * The followers of a member whom the viewer follows as well: the newest of the viewer's follows first, and how many there are.
 * Muted members are left out. Index: follows_pkey for the viewer's follows, then for each of them.
 */
export async function findFamiliarFollowers(
  db: Db,
  viewer: Viewer,
  memberId: string,
  limit: number,
): Promise<{ items: Author[]; count: number }> {
  const { rows } = await sql<Author & { count: number }>`
    select card.id, card.username, card.display_name as "displayName", card.avatar_url as "avatarUrl",
           card.university_name as university, card.university_name_tr as "universityTr", card.official, (count(*) over ())::int as count
    from social.follow_view edge
    join profiles.member_view card on card.id = edge.followee_id
    where edge.follower_id = ${viewer.id} and card.status = 'active'
      and exists (select from social.follow_view other
        where other.follower_id = edge.followee_id and other.followee_id = ${memberId} offset 0)
      and ${notMuted(viewer, sql.ref('card.id'))} and ${unblocked(viewer, sql.ref('card.id'))}
    order by edge.id desc limit ${limit}`.execute(db);
  return {
    items: rows.map(({ count: _count, ...author }) => author),
    count: rows[0]?.count ?? 0,
  };
}
