import type { Presence } from '@chitlaq/protocol';
import type { Connection, Watched, Watching } from '../connection.ts';

/** Adds a connection that watches the member. Most have one watcher, which needs no Set. */
export function addWatcher(watched: Watched, connection: Connection): void {
  const { watchers } = watched;
  if (watchers === null) watched.watchers = connection;
  else if (watchers instanceof Set) watchers.add(connection);
  else if (watchers !== connection) watched.watchers = new Set([watchers, connection]);
}

/** @returns whether no watcher is left */
export function removeWatcher(watched: Watched, connection: Connection): boolean {
  const { watchers } = watched;
  if (watchers instanceof Set) {
    watchers.delete(connection);
    if (watchers.size === 0) watched.watchers = null;
  } else if (watchers === connection) watched.watchers = null;
  return watched.watchers === null;
}

/** The connections that watch the member. */
export function watchersOf({ watchers }: Watched): Iterable<Connection> {
  if (watchers === null) return [];
  return watchers instanceof Set ? watchers : [watchers];
}

const ONE_WITH_LAST_SEEN = [true];
const ONE_WITHOUT_LAST_SEEN = [false];

/** @param members  with whether each one's last-seen time may be shown */
export function toPresenceWatch(members: readonly [Watched, boolean][], checkedAt: number): Watching | null {
  const [first] = members;
  if (first === undefined) return null;
  const shared = first[1] ? ONE_WITH_LAST_SEEN : ONE_WITHOUT_LAST_SEEN;
  return {
    members: members.map(([watched]) => watched),
    withLastSeen: members.length === 1 ? shared : members.map(([, withLastSeen]) => withLastSeen),
    checkedAt,
  };
}

/** The presence that one viewer may see. */
export const toPresence = ({ online, lastSeenAt }: Watched, withLastSeen: boolean): Presence =>
  online || !withLastSeen || lastSeenAt === null ? { online } : { online, lastSeenAt };
