import type { Events, Frames } from '@chitlaq/protocol';
import { backoffMs } from '../backoff.ts';
import { RealtimeError } from './error.ts';
import type { Progress } from './progress.ts';
import type { Timers } from './timers.ts';

const CONVERSATIONS_PER_SYNC = 500;

/**
 * Syncs conversations that miss something: one request at a time, until everything has arrived. A disconnect
 * drops the rest, because the next connection syncs everything.
 */
export function openCatchUp(options: {
  progress: Pick<Progress, 'startSync' | 'applySync'>;
  timers: Timers;
  random: () => number;
  ask: (data: Frames['sync']['data']) => Promise<Frames['sync']['ack']>;
  /** The number of the current connection; undefined while disconnected. */
  connection: () => number | undefined;
  caughtUp: () => void;
  refused: (error: Events['error']) => void;
}) {
  const { progress, timers } = options;
  const pendingIds = new Set<string>();
  /** The connection of the sync in progress. */
  let syncingOn: number | undefined;
  let attempts = 0;

  const requestSync = (conversationIds: Iterable<string>): void => {
    for (const id of conversationIds) pendingIds.add(id);
    const connection = options.connection();
    if (connection === undefined || syncingOn === connection || timers.has('look') || pendingIds.size === 0)
      return;
    syncingOn = connection;
    void syncOn(connection).finally(() => {
      if (syncingOn !== connection) return;
      syncingOn = undefined;
      requestSync([]);
    });
  };

  const syncOn = async (connection: number): Promise<void> => {
    const isCurrent = () => options.connection() === connection;
    while (isCurrent() && pendingIds.size > 0) {
      const ids = [...pendingIds].slice(0, CONVERSATIONS_PER_SYNC);
      // Remove them before the request: a call during the request wants what came since.
      for (const id of ids) pendingIds.delete(id);
      const request = progress.startSync(ids);
      const { conversations, since } = request;
      if (Object.keys(conversations).length === 0) continue; // no longer followed
      try {
        const { items, more, at } = await options.ask({ conversations, since });
        if (!isCurrent()) return;
        attempts = 0;
        const isComplete = !more || items.length === 0;
        if (!isComplete) for (const id of ids) pendingIds.add(id);
        progress.applySync(request, items, isComplete, at);
      } catch (error) {
        if (!isCurrent()) return;
        if (error instanceof RealtimeError && !error.isTemporary) {
          options.refused({ code: error.code, detail: error.message, status: error.status, frame: 'sync' });
          continue;
        }
        for (const id of ids) pendingIds.add(id);
        timers.set('look', backoffMs(attempts++, options.random), () => requestSync([]));
        return;
      }
    }
    if (isCurrent()) options.caughtUp();
  };

  return requestSync;
}
