import { setTimeout as pause } from 'node:timers/promises';
import type { Presences } from '../../../../packages/client/src/realtime/protocol.ts';
import { messaging } from '../../../modules/messaging/index.ts';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import type { Connection, Watched } from '../connection.ts';
import type { Watcher } from '../connections.ts';
import { Outgoing } from '../frames.ts';
import { leavePresence, type PresenceRow, presenceChanges, presenceOf, writePresence } from './queries.ts';
import { addWatcher, removeWatcher, shown, watchersOf, watchingOf } from './watching.ts';

const TOPIC = 'realtime.presence';
const WRITE_EVERY_MS = 1_000;
/** Hides that somebody's connection broke and came back. */
const GRACE_MS = 5_000;
/** A third of the time after which a process does not count any more. */
const BEAT_MS = 10_000;
/** What the bus has lost and who died with their process is found out after this at the latest. */
const REFRESH_MS = 20_000;
/** The usual refresh asks for so many at a time and rests in between, so that nobody's message waits behind it. */
const REFRESH_SLICE = 500;
const REFRESH_WITHIN_MS = 15_000;
/** A block or a changed setting is heeded after this at the latest. */
const VISIBLE_FOR_MS = 60_000;
const GATHER_MS = 100;
/** Who came takes 39 bytes and who went 68: as many of both stay under the bus's 7,000. */
const MEMBERS_PER_WORD = 60;

interface Word {
  on: string[];
  off: [memberId: string, at: string][];
}

export type PresenceService = Awaited<ReturnType<typeof openPresence>>;

/**
 * Who is online, over all realtime processes. Each writes whom it has in batches and tells the others; only those who
 * have somebody on screen hear of it.
 *
 * Cost: at most one statement a second and process, however many come and go.
 */
export async function openPresence(ctx: Context, memberIds: () => Iterable<string>) {
  const instanceId = newId();
  let coming = new Set<string>();
  /** When each member's last connection went. They count as here until `GRACE_MS` later. */
  const leaving = new Map<string, number>();
  const watched = new Map<string, Watched>();
  let changed = new Map<Connection, Set<Watched>>();
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let beatAt = 0;
  let writing = false;
  let refreshing = false;
  let closed = false;

  const watcher: Watcher = {
    came(memberId) {
      // Who comes back in time has never gone.
      if (!leaving.delete(memberId)) coming.add(memberId);
    },
    went(memberId) {
      leaving.set(memberId, Date.now());
    },
  };

  const write = async () => {
    const now = Date.now();
    const went: { memberId: string; at: Date }[] = [];
    for (const [memberId, at] of leaving) if (at + GRACE_MS <= now) went.push({ memberId, at: new Date(at) });
    if (writing || (went.length === 0 && coming.size === 0 && beatAt + BEAT_MS > now)) return;
    writing = true;
    const came = coming;
    coming = new Set();
    for (const { memberId } of went) {
      leaving.delete(memberId);
      came.delete(memberId);
    }
    try {
      const { wasUnknown, elsewhere } = await writePresence(ctx.db, { instanceId, came: [...came], went });
      const known = beatAt > 0;
      beatAt = now;
      // The database has lost what lived in memory alone, or took us for dead.
      if (wasUnknown && known) for (const memberId of memberIds()) coming.add(memberId);
      const others = new Set(elsewhere);
      await tell(
        [...came].filter((id) => !others.has(id)),
        went.flatMap(({ memberId, at }): [string, string][] =>
          others.has(memberId) ? [] : [[memberId, at.toISOString()]],
        ),
      );
    } catch (error) {
      for (const memberId of came) coming.add(memberId);
      // Gone while it could not be written: tried again at the next turn, unless they are back.
      for (const { memberId, at } of went)
        if (!coming.has(memberId) && !leaving.has(memberId)) leaving.set(memberId, at.getTime());
      ctx.log.error({ err: error }, 'realtime.presence_not_written');
    } finally {
      writing = false;
    }
  };

  const tell = async (on: string[], off: [string, string][]) => {
    for (let from = 0; from < Math.max(on.length, off.length); from += MEMBERS_PER_WORD) {
      const word = {
        on: on.slice(from, from + MEMBERS_PER_WORD),
        off: off.slice(from, from + MEMBERS_PER_WORD),
      };
      // What nobody hears now is found at the next refresh.
      await ctx.bus
        .publish(TOPIC, word)
        .catch((error: unknown) => ctx.log.warn({ err: error }, 'realtime.presence_not_told'));
    }
  };

  const learn = (memberId: string, online: boolean, lastSeenAt: string | null) => {
    const entry = watched.get(memberId);
    if (entry === undefined) return;
    entry.learntAt = Date.now();
    if (lastSeenAt !== null) entry.lastSeenAt = lastSeenAt;
    if (entry.online === online) return;
    entry.online = online;
    for (const connection of watchersOf(entry)) {
      const members = changed.get(connection);
      if (members) members.add(entry);
      else changed.set(connection, new Set([entry]));
    }
    gathering ??= setTimeout(() => void flush(), GATHER_MS);
  };

  const learnRows = (rows: PresenceRow[], asked: number) => {
    for (const { id, online, lastSeenAt } of rows) {
      const entry = watched.get(id);
      // What was heard since then is newer than the answer.
      if (entry && entry.learntAt < asked) learn(id, online, lastSeenAt?.toISOString() ?? null);
    }
  };

  const flush = async () => {
    gathering = undefined;
    const batch = changed;
    changed = new Map();
    for (const [connection, members] of batch) {
      try {
        await show(connection, members);
      } catch (error) {
        ctx.log.error({ err: error }, 'realtime.presence_not_shown');
      }
    }
  };

  const show = async (connection: Connection, members: Set<Watched>) => {
    const { viewer } = connection;
    let { watching } = connection;
    if (viewer === null || watching === null) return;
    if (watching.checkedAt + VISIBLE_FOR_MS < Date.now()) {
      const before = watching.members;
      const may = await visible(
        viewer,
        before.map(({ id }) => id),
      );
      if (connection.watching !== watching) return; // they look at others by now, and have been told
      for (const member of before) if (!may.has(member.id)) stopWatching(connection, member);
      watching = watchingOf(
        before.flatMap((member): [Watched, boolean][] => {
          const withLastSeen = may.get(member.id);
          return withLastSeen === undefined ? [] : [[member, withLastSeen]];
        }),
        Date.now(),
      );
      connection.watching = watching;
    }
    const data: Presences = {};
    for (const [index, member] of (watching?.members ?? []).entries())
      if (members.has(member)) data[member.id] = shown(member, watching?.withLastSeen[index] ?? false);
    if (Object.keys(data).length > 0 && !connection.isClosed) connection.send(new Outgoing('online', data));
  };

  const visible = async (viewer: Viewer, ids: string[]) =>
    new Map(
      (await messaging.presenceVisible(ctx, viewer, ids)).map(
        ({ memberId, lastSeen }) => [memberId, lastSeen] as const,
      ),
    );

  const stopWatching = (connection: Connection, member: Watched) => {
    if (removeWatcher(member, connection)) watched.delete(member.id);
  };

  /** Asks anew about all who are watched. @param withinMs  spread over so long; 0 for at once */
  const refresh = async (withinMs: number) => {
    const ids = [...watched.keys()];
    const restMs = (withinMs * REFRESH_SLICE) / Math.max(ids.length, REFRESH_SLICE);
    try {
      for (let from = 0; from < ids.length && !closed; from += REFRESH_SLICE) {
        const asked = Date.now();
        const known = ids.slice(from, from + REFRESH_SLICE).flatMap((id) => watched.get(id) ?? []);
        learnRows(await presenceChanges(ctx.db, known), asked);
        if (withinMs > 0 && from + REFRESH_SLICE < ids.length) await pause(restMs, undefined, { ref: false });
      }
    } catch (error) {
      ctx.log.error({ err: error }, 'realtime.presence_not_refreshed');
    }
  };
  const refreshInTurn = async () => {
    if (refreshing) return;
    refreshing = true;
    await refresh(REFRESH_WITHIN_MS);
    refreshing = false;
  };

  const stopHearing = await ctx.bus.subscribe(TOPIC, (payload) => {
    const { on, off } = payload as unknown as Word; // as `tell` sends it
    for (const id of on) learn(id, true, null);
    for (const [id, at] of off) learn(id, false, at);
  });
  const writer = setInterval(() => void write(), WRITE_EVERY_MS);
  const refresher = setInterval(() => void refreshInTurn(), REFRESH_MS);

  return {
    watcher,
    /** After a gap of the bus. */
    refreshNow: () => refresh(0),
    /**
     * Makes these the members whom a connection hears of, in place of those before.
     * @returns the presence of those whom the viewer may see
     */
    async watch(connection: Connection, viewer: Viewer, ids: readonly string[]): Promise<Presences> {
      const may = await visible(viewer, [...new Set(ids)]);
      if (connection.isClosed) return {};
      const asked = Date.now();
      const before = connection.watching?.members ?? [];
      // They stand there before the database is asked, so that what is told meanwhile is heard.
      const members = [...may].map(([id, withLastSeen]): [Watched, boolean] => {
        let member = watched.get(id);
        if (member === undefined) {
          member = { id, online: false, lastSeenAt: null, learntAt: 0, watchers: null };
          watched.set(id, member);
        }
        addWatcher(member, connection);
        return [member, withLastSeen];
      });
      connection.watching = watchingOf(members, asked);
      for (const member of before) if (!may.has(member.id)) stopWatching(connection, member);
      learnRows(may.size === 0 ? [] : await presenceOf(ctx.db, [...may.keys()]), asked);
      changed.delete(connection);
      return Object.fromEntries(
        members.map(([member, withLastSeen]) => [member.id, shown(member, withLastSeen)]),
      );
    },
    /** A connection looks at nobody any more. */
    forget(connection: Connection): void {
      const { watching } = connection;
      connection.watching = null;
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
      clearTimeout(gathering);
      await stopHearing();
      await leavePresence(ctx.db, instanceId).catch((error: unknown) =>
        ctx.log.error({ err: error }, 'realtime.presence_not_left'),
      );
    },
  };
}
