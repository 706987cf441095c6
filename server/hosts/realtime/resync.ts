import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { OutgoingEvent } from '../../platform/realtime.ts';
import type { Connections } from './connections.ts';
import type { RealtimeMetrics } from './metrics.ts';

const RETRY_MS = 500;
/** Minimum interval between resyncs, so that a permanent fault does not make all clients sync each time. */
const MIN_INTERVAL_MS = 5_000;
/** Spreads the syncs of all clients: this much time per connection, within bounds. */
const SPREAD = { perConnectionMs: 2, minMs: 1_000, maxMs: 30_000 };

export type Resync = ReturnType<typeof openResync>;

/** After a gap of the bus or a failed delivery, clears caches and asks all clients to sync. */
export function openResync(
  ctx: Context,
  parts: { connections: Connections; metrics: RealtimeMetrics; dropCaches: () => void },
) {
  const { connections, metrics, dropCaches } = parts;
  const closing = new AbortController();
  let isPending = false;
  let lastResyncAt = 0;

  const requestResync = async () => {
    dropCaches();
    if (isPending) return;
    isPending = true;
    // Wait for the database; clients would only be refused while it is down.
    while (
      !closing.signal.aborted &&
      (Date.now() - lastResyncAt < MIN_INTERVAL_MS || !(await isDatabaseUp(ctx)))
    )
      await delay(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    isPending = false;
    if (closing.signal.aborted) return;
    dropCaches();
    lastResyncAt = Date.now();
    metrics.resyncs.inc();
    const spreadMs = connections.signedInSize * SPREAD.perConnectionMs;
    const ms = Math.min(Math.max(spreadMs, SPREAD.minMs), SPREAD.maxMs);
    const event = new OutgoingEvent('resync', { ms });
    for (const connection of connections.all()) if (connection.viewer !== null) connection.send(event);
    ctx.log.info({ connections: connections.signedInSize, ms }, 'realtime.resync');
  };
  const stopReconnectListener = ctx.bus.onReconnect(() => void requestResync());
  return {
    requestResync: () => void requestResync(),
    close() {
      closing.abort();
      stopReconnectListener();
    },
  };
}

const isDatabaseUp = (ctx: Context) =>
  sql`select 1`.execute(ctx.db).then(
    () => true,
    () => false,
  );
