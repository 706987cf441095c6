import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { jobDuration } from './jobs.ts';
import { loadLevel, shedCounter } from './load/load.ts';
import { conflictCounter } from './retry-on-conflict.ts';

/** Metrics of the modules in this process; `GET /metrics` adds them to its own. */
export const moduleMetrics = new Registry();

/** The metrics of one process, in Prometheus' text format at `GET /metrics`. Labels must have few values. */
export function openMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(conflictCounter);
  registry.registerMetric(jobDuration);
  registry.registerMetric(loadLevel);
  registry.registerMetric(shedCounter);
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte in to the last byte out',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  return { registry, requests };
}
export type Metrics = ReturnType<typeof openMetrics>;
