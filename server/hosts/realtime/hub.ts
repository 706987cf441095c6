import type { Context } from '../../platform/context.ts';
import type { Connections } from './connections.ts';
import type { Recipients } from './delivery/recipients.ts';
import type { HomeWatch } from './feed-watch.ts';
import type { RealtimeMetrics } from './metrics.ts';
import type { PresenceService } from './presence/index.ts';
import type { Limiter } from './sign-in-limiter.ts';

/** What frame handlers need; opened once per process. */
export interface Hub {
  ctx: Context;
  connections: Connections;
  recipients: Recipients;
  presence: PresenceService;
  home: HomeWatch;
  /** Limits the frames that every client sends on connecting. */
  limiter: Limiter;
  metrics: RealtimeMetrics;
}
