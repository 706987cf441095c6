import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { registerProcessMetrics } from '../../platform/process-metrics.ts';

export type RealtimeMetrics = ReturnType<typeof openRealtimeMetrics>;

/**
 * Metrics of a realtime process, at `GET /metrics`. Labels have few values: free input of clients is never a
 * label.
 */
export function openRealtimeMetrics(ctx: Parameters<typeof registerProcessMetrics>[1]) {
  const registry = new Registry();
  registerProcessMetrics(registry, ctx);
  const registers = [registry];
  return {
    registry,
    frames: new Counter({
      name: 'realtime_frames_total',
      help: 'Frames that clients sent, by type and how they were answered',
      labelNames: ['type', 'answer'],
      registers,
    }),
    frameDuration: new Histogram({
      name: 'realtime_frame_duration_seconds',
      help: 'Time from reading a frame to its answer, by type and how it was answered',
      labelNames: ['type', 'answer'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
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
