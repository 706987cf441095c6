import { setTimeout as pause } from 'node:timers/promises';
import type { Presences } from '@chitlaq/protocol';
import { messaging } from '../../../modules/messaging/index.ts';
import { publish as publishToBus, subscribe, type Topics } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { OutgoingEvent } from '../../../platform/realtime.ts';
import type { Connection, Watched } from '../connection.ts';
import type { PresenceObserver } from '../connections.ts';
import { leavePresence, type PresenceRow, presenceChanges, presenceOf, writePresence } from './queries.ts';
import { addWatcher, removeWatcher, toPresence, toPresenceWatch, watchersOf } from './watchers.ts';

const TOPIC = 'realtime.presence';
const WRITE_EVERY_MS = 1_000;
/** Hides short disconnects. */
const GRACE_MS = 5_000;
/** A third of the time after which a process counts as dead. */
const HEARTBEAT_MS = 10_000;
/** Maximum time to detect lost bus events and members of dead processes. */
const REFRESH_MS = 20_000;
/** The periodic refresh queries in batches with pauses, so that messages do not wait behind it. */
const REFRESH_SLICE = 500;
const REFRESH_SPREAD_MS = 15_000;
/** A block or a changed setting takes effect within this time if its event was lost. */
const VISIBLE_FOR_MS = 60_000;
const BATCH_MS = 100;
/** An arrival takes 39 bytes, a departure 68: this many of both stay below the bus's limit of 7,000. */
const MEMBERS_PER_PAYLOAD = 60;

declare module '../../../platform/bus/topics.ts' {
  interface Topics {
    [TOPIC]: { online: string[]; offline: [memberId: string, at: string][] };
  }
}

export type PresenceService = Awaited<ReturnType<typeof openPresence>>;

/**
 * Online presence across all realtime processes. Each process writes its own members in batches and publishes
 * the changes; only connections that watch a member receive them.
 *
 * Cost: at most one statement per second and process, however many members come and go.
 */
export async function openPresence(ctx: Context, memberIds: () => Iterable<string>) {
  const instanceId = newId();
  let arrivals = new Set<string>();
  /** When each member's last connection closed. They count as online for another `GRACE_MS`. */
  const departures = new Map<string, number>();
  const watched = new Map<string, Watched>();
  let changed = new Map<Connection, Set<Watched>>();
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the calls of `forgetVisible`: the result of a query that began before a call may be out of date. */
  let visibilityChanges = 0;
  let lastHeartbeatAt = 0;
  let isWriting = false;
  let isRefreshing = false;
  let closed = false;

  const watcher: PresenceObserver = {
    memberCameOnline(memberId) {
      // A member who returns in time was never offline to others.
      if (!departures.delete(memberId)) arrivals.add(memberId);
    },
    memberWentOffline(memberId) {
      departures.set(memberId, Date.now());
    },
  };

  const write = async () => {
    const now = Date.now();
    const went: { memberId: string; at: Date }[] = [];
    for (const [memberId, at] of departures)
      if (at + GRACE_MS <= now) went.push({ memberId, at: new Date(at) });
    if (isWriting || (went.length === 0 && arrivals.size === 0 && lastHeartbeatAt + HEARTBEAT_MS > now))
      return;
    isWriting = true;
    const came = arrivals;
    arrivals = new Set();
    for (const { memberId } of went) {
      departures.delete(memberId);
      came.delete(memberId);
    }
    try {
      const { wasUnknown, elsewhere } = await writePresence(ctx.db, { instanceId, came: [...came], went });
      const known = lastHeartbeatAt > 0;
      lastHeartbeatAt = now;
      // The database lost its unlogged tables, or took this process for dead.
      if (wasUnknown && known) for (const memberId of memberIds()) arrivals.add(memberId);
      const others = new Set(elsewhere);
      await publish(
        [...came].filter((id) => !others.has(id)),
        went.flatMap(({ memberId, at }): [string, string][] =>
          others.has(memberId) ? [] : [[memberId, at.toISOString()]],
        ),
      );
    } catch (error) {
      for (const memberId of came) arrivals.add(memberId);
      // The write failed: retry the departures at the next turn, unless the members are back.
      for (const { memberId, at } of went)
        if (!arrivals.has(memberId) && !departures.has(memberId)) departures.set(memberId, at.getTime());
      ctx.log.error({ err: error }, 'realtime.presence_write_failed');
    } finally {
      isWriting = false;
    }
  };

  const publish = async (online: string[], offline: [string, string][]) => {
    for (let from = 0; from < Math.max(online.length, offline.length); from += MEMBERS_PER_PAYLOAD) {
      const payload = {
        online: online.slice(from, from + MEMBERS_PER_PAYLOAD),
        offline: offline.slice(from, from + MEMBERS_PER_PAYLOAD),
      };
      // A lost event is corrected by the next refresh.
      await publishToBus(ctx, TOPIC, payload).catch((error: unknown) =>
        ctx.log.warn({ err: error, topic: TOPIC }, 'bus.publish_failed'),
      );
    }
  };

  const updateMember = (memberId: string, online: boolean, lastSeenAt: string | null) => {
    const entry = watched.get(memberId);
    if (entry === undefined) return;
    entry.updatedAt = Date.now();
    if (lastSeenAt !== null) entry.lastSeenAt = lastSeenAt;
    if (entry.online === online) return;
    entry.online = online;
    for (const connection of watchersOf(entry)) {
      const members = changed.get(connection);
      if (members) members.add(entry);
      else changed.set(connection, new Set([entry]));
    }
    flushTimer ??= setTimeout(() => void flush(), BATCH_MS);
  };

  const updateFromRows = (rows: PresenceRow[], requestedAt: number) => {
    for (const { id, online, lastSeenAt } of rows) {
      const entry = watched.get(id);
      // An event received since then is newer than the answer.
      if (entry && entry.updatedAt < requestedAt) updateMember(id, online, lastSeenAt?.toISOString() ?? null);
    }
  };

  const flush = async () => {
    flushTimer = undefined;
    const batch = changed;
    changed = new Map();
    for (const [connection, members] of batch) {
      try {
        await sendChanges(connection, members);
      } catch (error) {
        ctx.log.error({ err: error }, 'realtime.presence_send_failed');
      }
    }
  };

  const sendChanges = async (connection: Connection, members: Set<Watched>) => {
    const { viewer } = connection;
    let { presenceWatch: watching } = connection;
    if (viewer === null || watching === null) return;
    if (watching.checkedAt + VISIBLE_FOR_MS < Date.now()) {
      const before = watching.members;
      const changesBefore = visibilityChanges;
      const visibleMembers = await visiblePresence(
        viewer,
        before.map(({ id }) => id),
      );
      if (connection.presenceWatch !== watching) return; // replaced by a newer subscription meanwhile
      for (const member of before) if (!visibleMembers.has(member.id)) stopWatching(connection, member);
      watching = toPresenceWatch(
        before.flatMap((member): [Watched, boolean][] => {
          const withLastSeen = visibleMembers.get(member.id);
          return withLastSeen === undefined ? [] : [[member, withLastSeen]];
        }),
        changesBefore === visibilityChanges ? Date.now() : 0,
      );
      connection.presenceWatch = watching;
    }
    const data: Presences = {};
    for (const [index, member] of (watching?.members ?? []).entries())
      if (members.has(member)) data[member.id] = toPresence(member, watching?.withLastSeen[index] ?? false);
    if (Object.keys(data).length > 0 && !connection.isClosed)
      connection.send(new OutgoingEvent('online', data));
  };

  const visiblePresence = async (viewer: Viewer, ids: string[]) =>
    new Map(
      (await messaging.presenceVisible(ctx, viewer, ids)).map(
        ({ memberId, lastSeen }) => [memberId, lastSeen] as const,
      ),
    );

  const stopWatching = (connection: Connection, member: Watched) => {
    if (removeWatcher(member, connection)) watched.delete(member.id);
  };

  /**
   * Queries the presence of all watched members. @param spreadMs  spreads the queries over this time; 0 for
   * at once
   */
  const refresh = async (spreadMs: number) => {
    const ids = [...watched.keys()];
    const restMs = (spreadMs * REFRESH_SLICE) / Math.max(ids.length, REFRESH_SLICE);
    try {
      for (let from = 0; from < ids.length && !closed; from += REFRESH_SLICE) {
        const requestedAt = Date.now();
        const known = ids.slice(from, from + REFRESH_SLICE).flatMap((id) => watched.get(id) ?? []);
        updateFromRows(await presenceChanges(ctx.db, known), requestedAt);
        if (spreadMs > 0 && from + REFRESH_SLICE < ids.length) await pause(restMs, undefined, { ref: false });
      }
    } catch (error) {
      ctx.log.error({ err: error }, 'realtime.presence_refresh_failed');
    }
  };
  const refreshOnce = async () => {
    if (isRefreshing) return;
    isRefreshing = true;
    await refresh(REFRESH_SPREAD_MS);
    isRefreshing = false;
  };

  /** Checks again whether the watchers of these members may see their presence, before the next event. */
  const forgetVisible = ({ memberIds: ids }: Topics['messaging.presence']) => {
    visibilityChanges += 1;
    for (const id of ids) {
      const member = watched.get(id);
      if (member === undefined) continue;
      for (const { presenceWatch } of watchersOf(member)) if (presenceWatch) presenceWatch.checkedAt = 0;
    }
  };

  const unsubscribeVisible = await subscribe(ctx, 'messaging.presence', forgetVisible);
  const unsubscribe = await subscribe(ctx, TOPIC, ({ online, offline }) => {
    for (const id of online) updateMember(id, true, null);
    for (const [id, at] of offline) updateMember(id, false, at);
  });
  const writer = setInterval(() => void write(), WRITE_EVERY_MS);
  const refresher = setInterval(() => void refreshOnce(), REFRESH_MS);

  return {
    watcher,
    /** Call after a gap of the bus. */
    refreshNow: () => refresh(0),
    /**
     * Replaces the members that a connection watches.
     * @returns the presence of those whom the viewer may see
     */
    async watch(connection: Connection, viewer: Viewer, ids: readonly string[]): Promise<Presences> {
      const changesBefore = visibilityChanges;
      const visibleMembers = await visiblePresence(viewer, [...new Set(ids)]);
      if (connection.isClosed) return {};
      const requestedAt = Date.now();
      const before = connection.presenceWatch?.members ?? [];
      // Registers them before the query, so that events during the query are not missed.
      const members = [...visibleMembers].map(([id, withLastSeen]): [Watched, boolean] => {
        let member = watched.get(id);
        if (member === undefined) {
          member = { id, online: false, lastSeenAt: null, updatedAt: 0, watchers: null };
          watched.set(id, member);
        }
        addWatcher(member, connection);
        return [member, withLastSeen];
      });
      connection.presenceWatch = toPresenceWatch(
        members,
        changesBefore === visibilityChanges ? requestedAt : 0,
      );
      for (const member of before) if (!visibleMembers.has(member.id)) stopWatching(connection, member);
      updateFromRows(
        visibleMembers.size === 0 ? [] : await presenceOf(ctx.db, [...visibleMembers.keys()]),
        requestedAt,
      );
      changed.delete(connection);
      return Object.fromEntries(
        members.map(([member, withLastSeen]) => [member.id, toPresence(member, withLastSeen)]),
      );
    },
    /** Ends all watches of a connection. */
    forget(connection: Connection): void {
      const { presenceWatch: watching } = connection;
      connection.presenceWatch = null;
      changed.delete(connection);
      for (const member of watching?.members ?? []) stopWatching(connection, member);
    },
    get watched() {
      return watched.size;
    },
    async close(): Promise<void> {
      closed = true;
      clearInterval(writer);
      clearInterval(refresher);
      clearTimeout(flushTimer);
      await unsubscribe();
      await unsubscribeVisible();
      await leavePresence(ctx.db, instanceId).catch((error: unknown) =>
        ctx.log.error({ err: error }, 'realtime.presence_leave_failed'),
      );
    },
  };
}
