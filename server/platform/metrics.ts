import { Histogram, Registry } from 'prom-client';
import { registerProcessMetrics } from './process-metrics.ts';

/** Metrics of the modules in this process; `GET /metrics` adds them to its own. */
export const moduleMetrics = new Registry();

/** The metrics of one process, in Prometheus' text format at `GET /metrics`. */
export function openMetrics(ctx: Parameters<typeof registerProcessMetrics>[1]) {
  const registry = new Registry();
  registerProcessMetrics(registry, ctx);
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte in to the last byte out',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return { registry, requests };
}
export type Metrics = ReturnType<typeof openMetrics>;
