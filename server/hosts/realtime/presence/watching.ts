import type { Presence } from '../../../../packages/client/src/realtime/protocol.ts';
import type { Connection } from '../connection.ts';

/** Whom one connection has on screen. Lists, not maps: there is one for each connection, and most name few. */
export interface Watching {
  members: readonly Watched[];
  /** Beside each: whether their last-seen time may be shown too. One list serves all who have the same few. */
  withLastSeen: readonly boolean[];
  /** When it was last asked whether they may be seen. Milliseconds. */
  checkedAt: number;
}

/** Somebody whom a connection of this process has on screen. */
export interface Watched {
  readonly id: string;
  online: boolean;
  lastSeenAt: string | null;
  /** When this was learnt: an answer that was asked for before then is older. Milliseconds. */
  learntAt: number;
  /** Most have a single one, who needs no set. */
  watchers: Connection | Set<Connection> | null;
}

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
