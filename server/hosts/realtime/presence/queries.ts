import './tables.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** A process without a heartbeat for this time does not count; after `DELETE_AFTER` it is deleted. */
const LIVE_WITHIN = sql`interval '30 seconds'`;
const DELETE_AFTER = sql`interval '90 seconds'`;

export interface PresenceChange {
  instanceId: string;
  came: readonly string[];
  went: readonly { memberId: string; at: Date }[];
}

/**
 * Writes a process's heartbeat and its arrivals and departures, in one statement. Deletes dead processes and
 * sets the last-seen times of their members.
 * Index: online_pkey (member_id, instance_id), online_instance.
 * @returns whether the process was unknown, and which of these members are at another process
 */
export async function writePresence(
  db: Db,
  { instanceId, came, went }: PresenceChange,
): Promise<{ wasUnknown: boolean; elsewhere: string[] }> {
  const wentIds = went.map(({ memberId }) => memberId);
  const { rows } = await sql<{ wasUnknown: boolean; elsewhere: string[] }>`
    with beat as (
      insert into realtime.instances (id, seen_at) values (${instanceId}, now())
      on conflict (id) do update set seen_at = now() returning xmax = 0 as made),
    added as (
      insert into realtime.online (member_id, instance_id)
      select id, ${instanceId}::uuid from unnest(${came}::uuid[]) id on conflict do nothing),
    removed as (
      delete from realtime.online where instance_id = ${instanceId} and member_id = any(${wentIds}::uuid[])),
    dead as (
      delete from realtime.instances where seen_at < now() - ${DELETE_AFTER} and id <> ${instanceId} returning id, seen_at),
    cleared as (
      delete from realtime.online using dead where instance_id = dead.id returning member_id, dead.seen_at as at),
    seen as (
      insert into realtime.last_seen (member_id, at)
      select member.id, max(left_at.at) from (
        select member_id, at from unnest(${wentIds}::uuid[], ${went.map(({ at }) => at)}::timestamptz[]) gone(member_id, at)
        union all select member_id, at from cleared) left_at
      join auth.member_view member on member.id = left_at.member_id
      group by member.id
      on conflict (member_id) do update set at = greatest(last_seen.at, excluded.at))
    select (select made from beat) as "wasUnknown",
      array(select distinct online.member_id::text from realtime.online
        join realtime.instances on instances.id = online.instance_id
        where online.member_id = any(${[...came, ...wentIds]}::uuid[])
          and online.instance_id <> ${instanceId} and instances.seen_at > now() - ${LIVE_WITHIN}) as elsewhere`.execute(
    db,
  );
  return rows[0] ?? { wasUnknown: false, elsewhere: [] };
}

export interface PresenceRow {
  id: string;
  online: boolean;
  lastSeenAt: Date | null;
}

/** Whether a member has a connection to any live process. The few processes are read once per statement. */
const isOnline = (member: RawBuilder<unknown>) => sql<boolean>`
  exists (select from realtime.online where member_id = ${member}
    and instance_id = any(array(select id from realtime.instances where seen_at > now() - ${LIVE_WITHIN})))`;
const selectLastSeen = (member: RawBuilder<unknown>) =>
  sql<Date | null>`(select at from realtime.last_seen where member_id = ${member})`;

/** Index: online_pkey, last_seen_pkey; one look-up per online member, two per other. */
export async function presenceOf(db: Db, memberIds: readonly string[]): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select id, online, case when not online then ${selectLastSeen(sql`id`)} end as "lastSeenAt"
    from (select wanted.id, ${isOnline(sql`wanted.id`)} as online from unnest(${memberIds}::uuid[]) wanted(id)) found`.execute(
    db,
  );
  return rows;
}

/**
 * Members whose presence differs from what is known. Look-ups as in `presenceOf`; usually returns nothing.
 */
export async function presenceChanges(
  db: Db,
  known: readonly { id: string; online: boolean; lastSeenAt: string | null }[],
): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select id, is_online as online, last_seen_at as "lastSeenAt"
    from unnest(${known.map(({ id }) => id)}::uuid[], ${known.map(({ online }) => online)}::boolean[],
      ${known.map(({ lastSeenAt }) => lastSeenAt)}::timestamptz[]) known(id, online, at)
    cross join lateral (select ${isOnline(sql`known.id`)} as is_online offset 0) now
    cross join lateral (select case when not is_online then ${selectLastSeen(sql`known.id`)} end as last_seen_at offset 0) seen
    where known.online <> is_online
      or (not is_online and date_trunc('milliseconds', last_seen_at) is distinct from known.at)`.execute(db);
  return rows;
}

/** Removes a stopping process and sets the last-seen times of its members. */
export async function leavePresence(db: Db, instanceId: string): Promise<void> {
  await sql`
    with gone as (delete from realtime.online where instance_id = ${instanceId} returning member_id),
    instance as (delete from realtime.instances where id = ${instanceId})
    insert into realtime.last_seen (member_id, at)
    select member.id, now() from gone join auth.member_view member on member.id = gone.member_id
    on conflict (member_id) do update set at = greatest(last_seen.at, excluded.at)`.execute(db);
}
