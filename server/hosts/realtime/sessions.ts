import { setTimeout as delay } from 'node:timers/promises';
import { CLOSE } from '@chitlaq/protocol';
import { auth } from '../../modules/auth/index.ts';
import { subscribe } from '../../platform/bus/topics.ts';
import type { Context } from '../../platform/context.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';

const SLICE = 1_000;
const RETRY_MS = 1_000;

/**
 * Closes connections whose session ended or whose member was suspended: on events of the bus, and after a gap
 * of the bus by checking all sessions.
 * @returns a function that unsubscribes
 */
export async function watchSessions(ctx: Context, connections: Connections): Promise<() => Promise<void>> {
  const closing = new AbortController();

  /** Retries until the database answers: an ended session must not continue because the database was down. */
  const recheckSessions = async (affected: Connection[]): Promise<void> => {
    for (let from = 0; from < affected.length && !closing.signal.aborted; ) {
      const slice = affected.slice(from, from + SLICE);
      try {
        const ids = slice.flatMap(({ viewer }) => (viewer ? [viewer.sessionId] : []));
        const validSessionIds = await auth.activeSessions(ctx, ids);
        for (const connection of slice)
          if (connection.viewer && !connection.isClosed && !validSessionIds.has(connection.viewer.sessionId))
            connection.close(CLOSE.signInAgain, 'the session has ended');
        from += SLICE;
      } catch (error) {
        ctx.log.error({ err: error }, 'realtime.recheck_failed');
        await delay(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const signedInConnections = () => [...connections.all()].filter(({ viewer }) => viewer !== null);

  const stop = await subscribe(ctx, 'auth.viewer_changed', ({ userId, sessionId }) => {
    const affected: Connection[] = [];
    if (userId !== undefined)
      for (let device = connections.of(userId) ?? null; device !== null; device = device.older)
        affected.push(device);
    else affected.push(...signedInConnections().filter(({ viewer }) => viewer?.sessionId === sessionId));
    if (affected.length > 0) void recheckSessions(affected);
  });
  const stopReconnectListener = ctx.bus.onReconnect(() => void recheckSessions(signedInConnections()));
  return async () => {
    closing.abort();
    stopReconnectListener();
    await stop();
  };
}
