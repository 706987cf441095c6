import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { conflictCounter } from '../../platform/retry-on-conflict.ts';

export type RealtimeMetrics = ReturnType<typeof openRealtimeMetrics>;

/**
 * Metrics of a realtime process, at `GET /metrics`. Labels have few values: free input of clients is never a
 * label.
 */
export function openRealtimeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(conflictCounter);
  const registers = [registry];
  return {
    registry,
    frames: new Counter({
      name: 'realtime_frames_total',
      help: 'Frames that clients sent, by type and how they were answered',
      labelNames: ['type', 'answer'],
      registers,
    }),
    deliveries: new Counter({
      name: 'realtime_deliveries_total',
      help: 'Events given to sockets, by type',
      labelNames: ['type'],
      registers,
    }),
    closedConnections: new Counter({
      name: 'realtime_closed_total',
      help: 'Closed connections, by code',
      labelNames: ['code'],
      registers,
    }),
    openedConnections: new Counter({
      name: 'realtime_opened_total',
      help: 'Accepted connections',
      registers,
    }),
    resyncs: new Counter({
      name: 'realtime_resyncs_total',
      help: 'Times that all clients were asked to resync',
      registers,
    }),
    /** A gauge that is computed on request. */
    gauge(name: string, help: string, read: () => number): void {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
