import type { Context } from '../../platform/context.ts';
import type { Connections } from './connections.ts';
import type { RealtimeMetrics } from './metrics.ts';
import type { Parts } from './parts.ts';
import type { Limiter } from './sign-in-limiter.ts';
import type { SocketTraffic } from './traffic.ts';

/** What answering frames needs; opened once per process. */
export interface Hub {
  ctx: Context;
  connections: Connections;
  frames: Parts['frames'];
  /** Limits the frames that every client sends on connecting. */
  limiter: Limiter;
  metrics: RealtimeMetrics;
  /** Undefined if the traffic log is off. */
  traffic: SocketTraffic | undefined;
}
