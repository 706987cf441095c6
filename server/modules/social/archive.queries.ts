import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: follows_follower. */
export const findFollowsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select edge.id, to_timestamp(platform.uuid_seconds(edge.id)) as at, member.username
    from social.follows edge join auth.member_view member on member.id = edge.followee_id
    where edge.follower_id = ${memberId} and edge.id > ${after} order by edge.id limit ${limit}`.execute(db)
  ).rows;

/** Index: follows_followee. */
export const findFollowersForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select edge.id, to_timestamp(platform.uuid_seconds(edge.id)) as at, member.username
    from social.follows edge join auth.member_view member on member.id = edge.follower_id
    where edge.followee_id = ${memberId} and edge.id > ${after} order by edge.id limit ${limit}`.execute(db)
  ).rows;

/** Index: follow_requests_pkey. */
export const findRequestsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select edge.id, to_timestamp(platform.uuid_seconds(edge.id)) as at, member.username
    from social.follow_requests edge join auth.member_view member on member.id = edge.target_id
    where edge.requester_id = ${memberId} and edge.id > ${after} order by edge.id limit ${limit}`.execute(db)
  ).rows;

/** Index: blocks_newest. */
export const findBlocksForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select edge.id, to_timestamp(platform.uuid_seconds(edge.id)) as at, member.username
    from social.blocks edge join auth.member_view member on member.id = edge.blocked_id
    where edge.blocker_id = ${memberId} and edge.id > ${after} order by edge.id limit ${limit}`.execute(db)
  ).rows;

/** Index: mutes_newest. */
export const findMutesForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select edge.id, to_timestamp(platform.uuid_seconds(edge.id)) as at, member.username
    from social.mutes edge join auth.member_view member on member.id = edge.muted_id
    where edge.muter_id = ${memberId} and edge.id > ${after} order by edge.id limit ${limit}`.execute(db)
  ).rows;
