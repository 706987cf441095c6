import { CLOSE } from '@chitlaq/protocol';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { Connection } from './connection.ts';
import { LIMITS } from './limits.ts';

/** Notified when a member's first connection to this process opens and the last one closes. */
export interface PresenceObserver {
  memberCameOnline(memberId: string): void;
  memberWentOffline(memberId: string): void;
}

export type Connections = ReturnType<typeof openConnections>;

/** Notified when a connection signs in, and when one that did closes. */
export interface ConnectionObserver {
  opened(connection: Connection): void;
  closed(connection: Connection): void;
}

/**
 * All connections of this process, and those of each member, newest first. A member has several devices.
 * @param max  maximum connections of this process; further ones are refused
 */
export function openConnections(max: number, observer: PresenceObserver, traffic?: ConnectionObserver) {
  const all = new Set<Connection>();
  const unauthenticated = new Set<Connection>();
  const byMember = new Map<string, Connection>();

  const link = (connection: Connection, memberId: string) => {
    const head = byMember.get(memberId) ?? null;
    connection.older = head;
    byMember.set(memberId, connection);
    if (head === null) observer.memberCameOnline(memberId);
    // Over the maximum, close the oldest: most likely it is dead without having been closed.
    let count = 1;
    for (let device = head; device !== null; device = device.older) {
      if (++count > LIMITS.maxDevicesPerMember)
        device.close(CLOSE.replaced, 'replaced by newer connections of the same member');
    }
  };
  const unlink = (connection: Connection, memberId: string) => {
    const head = byMember.get(memberId);
    if (head === connection) {
      if (connection.older) byMember.set(memberId, connection.older);
      else {
        byMember.delete(memberId);
        observer.memberWentOffline(memberId);
      }
    } else {
      let newer = head;
      while (newer && newer.older !== connection) newer = newer.older ?? undefined;
      if (newer) newer.older = connection.older;
    }
    connection.older = null;
  };

  return {
    /** Registers a new connection. @returns false if the process is full */
    opened(connection: Connection): boolean {
      if (this.isFull) return false;
      all.add(connection);
      unauthenticated.add(connection);
      return true;
    },
    /** Marks it as signed in; called again when its token is renewed. */
    signedIn(connection: Connection, viewer: Viewer, expiresAt: number): void {
      const isNew = connection.viewer === null;
      connection.viewer = viewer;
      connection.cookieToken = undefined;
      connection.deadline = expiresAt + LIMITS.tokenGraceMs;
      if (!isNew || connection.isClosed) return;
      unauthenticated.delete(connection);
      traffic?.opened(connection);
      link(connection, viewer.id);
    },
    closed(connection: Connection): void {
      if (connection.isClosed) return;
      connection.isClosed = true;
      connection.waiting = null;
      unauthenticated.delete(connection);
      if (!all.delete(connection) || connection.viewer === null) return;
      unlink(connection, connection.viewer.id);
      traffic?.closed(connection);
    },
    /** The member's newest connection; the others follow by `older`. */
    of: (memberId: string): Connection | undefined => byMember.get(memberId),
    all: (): Iterable<Connection> => all,
    memberIds: (): Iterable<string> => byMember.keys(),
    get isFull() {
      return all.size >= max || unauthenticated.size >= LIMITS.maxUnauthenticated;
    },
    get size() {
      return all.size;
    },
    get signedInSize() {
      return all.size - unauthenticated.size;
    },
    get members() {
      return byMember.size;
    },
    /** Closes connections that did not sign in in time. Runs once a second. */
    sweepUnauthenticated(now: number): void {
      // A connection whose sign-in is in progress waits for us, so it is not closed.
      for (const connection of unauthenticated)
        if (connection.deadline <= now && connection.waiting === null)
          connection.close(CLOSE.tooSlowToSignIn, 'sign in at once after connecting');
    },
    /** Closes connections whose token has expired. */
    sweepTokens(now: number): void {
      for (const connection of all)
        if (connection.viewer !== null && connection.deadline <= now)
          connection.close(CLOSE.signInAgain, 'the token has run out');
    },
  };
}
