/** The charts of the system's health: all that the endpoint ever asks the metrics store. */

export const CHART_NAMES = ['requests', 'responseTime', 'online', 'jobs', 'machine', 'disk'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

/** Of the values of a line. */
export const UNITS = ['perSecond', 'seconds', 'count', 'share', 'bytes'] as const;
export type Unit = (typeof UNITS)[number];

export interface ChartDefinition {
  unit: Unit;
  /** A query for each line; `RANGE` becomes the span that a rate needs at the chosen step. */
  lines: Readonly<Record<string, string>>;
}

const REQUESTS = 'http_request_duration_seconds';
const percentile = (share: number) =>
  `histogram_quantile(${share}, sum by (le) (rate(${REQUESTS}_bucket{job="gateway"}[RANGE])))`;

export const charts: Readonly<Record<ChartName, ChartDefinition>> = {
  requests: {
    unit: 'perSecond',
    lines: {
      all: `sum(rate(${REQUESTS}_count{job="gateway"}[RANGE]))`,
      failed: `sum(rate(${REQUESTS}_count{job="gateway",status=~"5.."}[RANGE])) or 0 * sum(rate(${REQUESTS}_count{job="gateway"}[RANGE]))`,
    },
  },
  responseTime: { unit: 'seconds', lines: { median: percentile(0.5), p95: percentile(0.95) } },
  online: {
    unit: 'count',
    lines: { members: 'sum(realtime_members)', sockets: 'sum(realtime_connections)' },
  },
  jobs: {
    unit: 'count',
    lines: {
      due: 'max(queue_jobs{state="due"})',
      retrying: 'max(queue_jobs{state="retrying"})',
    },
  },
  machine: {
    unit: 'share',
    lines: {
      cpu: '1 - avg(rate(node_cpu_seconds_total{mode="idle"}[RANGE]))',
      memory: '1 - sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)',
    },
  },
  disk: {
    unit: 'bytes',
    lines: {
      free: 'min(data_disk_bytes{state="free"})',
      total: 'max(data_disk_bytes{state="total"})',
    },
  },
};
