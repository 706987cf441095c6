import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { Connections } from './connections.ts';
import type { Recipients } from './delivery/recipients.ts';
import { Outgoing } from './frames.ts';
import type { RealtimeMetrics } from './metrics.ts';

const TRY_AGAIN_MS = 500;
/** A fault that comes with every delivery must not become a question of all clients each time. */
const LEAST_BETWEEN_MS = 5_000;
/** All of them ask at once otherwise: so much time for each, within bounds. */
const SPREAD = { perConnectionMs: 2, leastMs: 1_000, mostMs: 30_000 };

export type Gaps = ReturnType<typeof watchGaps>;

/** After a gap of the bus, or a failure to deliver: nothing remembered counts, and clients look for what they missed. */
export function watchGaps(
  ctx: Context,
  parts: { connections: Connections; recipients: Recipients; metrics: RealtimeMetrics },
) {
  const { connections, recipients, metrics } = parts;
  const closing = new AbortController();
  let telling = false;
  let toldAt = 0;

  const missed = async () => {
    recipients.clear();
    if (telling) return;
    telling = true;
    // They would only be refused while the database is away.
    while (!closing.signal.aborted && (Date.now() - toldAt < LEAST_BETWEEN_MS || !(await answers(ctx))))
      await delay(TRY_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    telling = false;
    if (closing.signal.aborted) return;
    recipients.clear();
    toldAt = Date.now();
    metrics.gaps.inc();
    const wanted = connections.signedInSize * SPREAD.perConnectionMs;
    const ms = Math.min(Math.max(wanted, SPREAD.leastMs), SPREAD.mostMs);
    const event = new Outgoing('resync', { ms });
    for (const connection of connections.all()) if (connection.viewer !== null) connection.send(event);
    ctx.log.info({ connections: connections.signedInSize, ms }, 'realtime.resync');
  };
  const stopGap = ctx.bus.onReconnect(() => void missed());
  return {
    missed: () => void missed(),
    close() {
      closing.abort();
      stopGap();
    },
  };
}

const answers = (ctx: Context) =>
  sql`select 1`.execute(ctx.db).then(
    () => true,
    () => false,
  );
