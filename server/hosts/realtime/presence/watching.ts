import type { Presence } from '../../../../packages/client/src/realtime/protocol.ts';
import type { Connection, Watched, Watching } from '../connection.ts';

export function addWatcher(watched: Watched, connection: Connection): void {
  const { watchers } = watched;
  if (watchers === null) watched.watchers = connection;
  else if (watchers instanceof Set) watchers.add(connection);
  else if (watchers !== connection) watched.watchers = new Set([watchers, connection]);
}

/** @returns whether nobody looks any more */
export function removeWatcher(watched: Watched, connection: Connection): boolean {
  const { watchers } = watched;
  if (watchers instanceof Set) {
    watchers.delete(connection);
    if (watchers.size === 0) watched.watchers = null;
  } else if (watchers === connection) watched.watchers = null;
  return watched.watchers === null;
}

export function watchersOf({ watchers }: Watched): Iterable<Connection> {
  if (watchers === null) return [];
  return watchers instanceof Set ? watchers : [watchers];
}

const ALL_WITH = [true];
const ALL_WITHOUT = [false];

/** @param members  with whether the last-seen time of each may be shown */
export function watchingOf(members: readonly [Watched, boolean][], checkedAt: number): Watching | null {
  const [first] = members;
  if (first === undefined) return null;
  const alone = first[1] ? ALL_WITH : ALL_WITHOUT;
  return {
    members: members.map(([watched]) => watched),
    withLastSeen: members.length === 1 ? alone : members.map(([, withLastSeen]) => withLastSeen),
    checkedAt,
  };
}

/** As one viewer may know it. */
export const shown = ({ online, lastSeenAt }: Watched, withLastSeen: boolean): Presence =>
  online || !withLastSeen || lastSeenAt === null ? { online } : { online, lastSeenAt };
