import type { Presence } from '../../../../packages/client/src/realtime/protocol.ts';
import type { Connection } from '../connection.ts';

/** Whom one connection has on screen. */
export interface Watching {
  /** By member: whether their last-seen time may be shown too. */
  members: Map<string, boolean>;
  /** When it was last asked whether they may be seen. Milliseconds. */
  checkedAt: number;
}

/** Somebody whom a connection of this process has on screen. */
export interface Watched {
  online: boolean;
  lastSeenAt: string | null;
  /** When this was learnt: an answer that was asked for before then is older. Milliseconds. */
  learntAt: number;
  watchers: Set<Connection>;
}

/** As one viewer may know it. */
export const shown = ({ online, lastSeenAt }: Watched, withLastSeen: boolean): Presence =>
  online || !withLastSeen || lastSeenAt === null ? { online } : { online, lastSeenAt };
