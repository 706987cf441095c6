/** What can run out first, and what of it a busy moment may use. */

export const RESOURCE_NAMES = ['processor', 'memory', 'process', 'sockets', 'databaseConnections'] as const;
export type ResourceName = (typeof RESOURCE_NAMES)[number];

export interface ResourceDefinition {
  unit: 'cores' | 'bytes' | 'count';
  /** Queries of the metrics store: what is used, and what there is. */
  used: string;
  available: string;
  /** Above this share waiting times grow, or a moment's peak reaches the limit. */
  safeShare: number;
}

export const ONLINE = 'sum(realtime_members)';

export const resources: Readonly<Record<ResourceName, ResourceDefinition>> = {
  processor: {
    unit: 'cores',
    used: 'sum(rate(node_cpu_seconds_total{mode!="idle"}[10m]))',
    available: 'count(node_cpu_seconds_total{mode="idle"})',
    safeShare: 0.7,
  },
  memory: {
    unit: 'bytes',
    used: 'sum(node_memory_MemTotal_bytes) - sum(node_memory_MemAvailable_bytes)',
    available: 'sum(node_memory_MemTotal_bytes)',
    safeShare: 0.85,
  },
  // JavaScript runs on one processor: the busiest process of ours is full long before the machine is. More of them help.
  process: {
    unit: 'cores',
    used: 'max(rate(process_cpu_seconds_total{job!~"worker|node|metrics"}[10m]))',
    available: '1 + 0 * max(process_cpu_seconds_total{job!~"worker|node|metrics"})',
    safeShare: 0.7,
  },
  sockets: {
    unit: 'count',
    used: 'sum(realtime_connections)',
    available: 'sum(realtime_max_connections)',
    safeShare: 0.8,
  },
  databaseConnections: {
    unit: 'count',
    used: 'sum(max by (state) (database_connections{state!="idle"}))',
    available: 'max(database_connections_max)',
    safeShare: 0.8,
  },
};

/** Servers that a campus may rent, and their price a month. Only processors and memory differ; the rest is settings. */
export const SERVERS = [
  { dollars: 30, processors: 4, memoryGb: 8 },
  { dollars: 60, processors: 8, memoryGb: 16 },
  { dollars: 120, processors: 16, memoryGb: 32 },
  { dollars: 200, processors: 24, memoryGb: 64 },
] as const;
