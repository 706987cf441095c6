/**
 * The dashboards. `npm run generate` writes `deploy/monitoring/dashboards/*.json` in Grafana's format from it; `tests/monitoring` runs
 * every query in a VictoriaMetrics that has scraped real processes.
 */

export type Unit = 'short' | 's' | 'bytes' | 'Bps' | 'percentunit' | 'reqps' | 'ops' | 'dateTimeFromNow';

export interface Query {
  expr: string;
  /** Name of each line, with Grafana's placeholders for labels. */
  legend: string;
}
export interface Panel {
  title: string;
  unit: Unit;
  queries: readonly Query[];
  /** A line over time by default. */
  kind?: 'stat';
}
export interface Dashboard {
  /** Of the file, and of its address in Grafana. */
  name: string;
  title: string;
  panels: readonly Panel[];
}

const panel = (title: string, unit: Unit, ...queries: [expr: string, legend: string][]): Panel => ({
  title,
  unit,
  queries: queries.map(([expr, legend]) => ({ expr, legend })),
});
const stat: typeof panel = (...rest) => ({ ...panel(...rest), kind: 'stat' });
const RANGE = '$__rate_interval';
const rate = (series: string) => `rate(${series}[${RANGE}])`;
const sumRate = (series: string, by?: string) =>
  by === undefined ? `sum(${rate(series)})` : `sum by (${by}) (${rate(series)})`;
const percentile = (share: number, histogram: string, matchers = '', by = '') =>
  `histogram_quantile(${share}, sum by (le${by}) (${rate(`${histogram}_bucket${matchers}`)}))`;
const HTTP = 'http_request_duration_seconds';

const system: Dashboard = {
  name: 'system',
  title: 'System',
  panels: [
    stat('Processes that answer', 'short', ['sum(up)', 'up'], ['count(up)', 'known']),
    stat('Memory in use', 'percentunit', [
      '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
      '{{instance}}',
    ]),
    stat('Disk in use', 'percentunit', [
      '1 - min(data_disk_bytes{state="free"}) / max(data_disk_bytes{state="total"})',
      'members’ files',
    ]),
    stat('Uptime since', 'dateTimeFromNow', ['1000 * min(node_boot_time_seconds)', 'machine']),
    panel('CPU', 'percentunit', [
      `1 - avg by (instance) (${rate('node_cpu_seconds_total{mode="idle"}')})`,
      '{{instance}}',
    ]),
    panel('CPU by process', 'percentunit', [sumRate('process_cpu_seconds_total', 'job'), '{{job}}']),
    panel(
      'Memory of the machine',
      'bytes',
      ['node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes', 'in use'],
      ['node_memory_MemTotal_bytes', 'total'],
    ),
    panel('Memory by process', 'bytes', ['sum by (job) (process_resident_memory_bytes)', '{{job}}']),
    panel('Load', 'short', ['node_load1', '1 minute'], ['node_load15', '15 minutes']),
    panel(
      'Free disk, and in three days',
      'bytes',
      ['min(data_disk_bytes{state="free"})', 'free'],
      ['min(predict_linear(data_disk_bytes{state="free"}[6h], 3 * 86400))', 'in three days'],
    ),
    panel(
      'Connections of Nginx',
      'short',
      ['sum(nginx_connections_active)', 'open'],
      ['sum(nginx_connections_waiting)', 'between requests'],
    ),
    panel(
      'Memory of Valkey',
      'bytes',
      ['max(redis_memory_used_bytes)', 'in use'],
      ['max(redis_memory_max_bytes)', 'limit'],
    ),
    panel('Entries that Valkey drops for others', 'ops', [sumRate('redis_evicted_keys_total'), 'per second']),
    panel(
      'Network',
      'Bps',
      [sumRate('node_network_receive_bytes_total{device!~"lo|veth.*|br-.*|docker.*"}'), 'in'],
      [sumRate('node_network_transmit_bytes_total{device!~"lo|veth.*|br-.*|docker.*"}'), 'out'],
    ),
    panel(
      'Disk traffic',
      'Bps',
      [sumRate('node_disk_read_bytes_total'), 'read'],
      [sumRate('node_disk_written_bytes_total'), 'written'],
    ),
  ],
};

const application: Dashboard = {
  name: 'application',
  title: 'Application',
  panels: [
    stat('Requests', 'reqps', [sumRate(`${HTTP}_count{job="gateway"}`), 'per second']),
    stat('Failed', 'percentunit', [
      `(${sumRate(`${HTTP}_count{job="gateway",status=~"5.."}`)} or vector(0)) / ${sumRate(`${HTTP}_count{job="gateway"}`)}`,
      '5xx',
    ]),
    stat('95 % answered within', 's', [percentile(0.95, HTTP, '{job="gateway"}'), 'p95']),
    stat('Oldest due job', 's', ['max(queue_oldest_due_seconds)', 'age']),
    panel('Requests by status', 'reqps', [sumRate(`${HTTP}_count{job="gateway"}`, 'status'), '{{status}}']),
    panel(
      'Response time',
      's',
      [percentile(0.5, HTTP, '{job="gateway"}'), 'p50'],
      [percentile(0.95, HTTP, '{job="gateway"}'), 'p95'],
      [percentile(0.99, HTTP, '{job="gateway"}'), 'p99'],
    ),
    panel('Routes with the most requests', 'reqps', [
      `topk(10, ${sumRate(`${HTTP}_count{job="gateway"}`, 'method, route')})`,
      '{{method}} {{route}}',
    ]),
    panel('Routes that take the most time', 'percentunit', [
      `topk(10, ${sumRate(`${HTTP}_sum{job="gateway"}`, 'method, route')})`,
      '{{method}} {{route}}',
    ]),
    panel('Routes that fail', 'reqps', [
      `topk(10, ${sumRate(`${HTTP}_count{job="gateway",status=~"5.."}`, 'method, route')})`,
      '{{method}} {{route}}',
    ]),
    panel('Jobs by state', 'short', ['max by (state) (queue_jobs)', '{{state}}']),
    panel('Due jobs by name', 'short', ['topk(10, max by (name) (queue_due_jobs))', '{{name}}']),
    panel('Age of due jobs', 's', ['topk(10, max by (name) (queue_due_age_seconds))', '{{name}}']),
    panel('Jobs per second', 'ops', [
      `topk(10, ${sumRate('job_duration_seconds_count', 'name, outcome')})`,
      '{{name}} {{outcome}}',
    ]),
    panel('Lag of jobs (p95)', 's', [
      `topk(10, ${percentile(0.95, 'job_lag_seconds', '', ', name')})`,
      '{{name}}',
    ]),
    panel(
      'Fan-out: from a post to its followers’ homes',
      's',
      [percentile(0.5, 'job_lag_seconds', '{name="feed.fanOut"}'), 'p50'],
      [percentile(0.95, 'job_lag_seconds', '{name="feed.fanOut"}'), 'p95'],
    ),
    panel('Hits of caches', 'percentunit', [
      `${sumRate('cache_requests_total{result="hit"}', 'cache')} / ${sumRate('cache_requests_total', 'cache')}`,
      '{{cache}}',
    ]),
    panel('Event loop (p99)', 's', ['max by (job) (nodejs_eventloop_lag_p99_seconds)', '{{job}}']),
    panel('Garbage collection', 'percentunit', [sumRate('nodejs_gc_duration_seconds_sum', 'job'), '{{job}}']),
    panel('Emails', 'ops', [sumRate('emails_total', 'outcome'), '{{outcome}}']),
    panel('Pushes', 'ops', [sumRate('push_deliveries_total', 'outcome'), '{{outcome}}']),
    panel('Error budget left in 30 days', 'percentunit', [
      '1 - avg_over_time(slo:errors:rate5m[30d]) / avg_over_time(slo:requests:rate5m[30d]) / 0.001',
      'left',
    ]),
    panel('Versions', 'short', ['count by (version, job) (chitlaq_info)', '{{job}} {{version}}']),
  ],
};

const database: Dashboard = {
  name: 'database',
  title: 'Database',
  panels: [
    stat('Connections in use', 'percentunit', [
      'sum(max by (state) (database_connections)) / max(database_connections_max)',
      'of the maximum',
    ]),
    stat('Size', 'bytes', ['max(database_size_bytes)', 'database']),
    stat('Slow statements', 'short', ['max(database_slow_statements)', 'above 1 s']),
    stat('Last backup', 'dateTimeFromNow', [
      '1000 * max(backup_last_success_timestamp_seconds > 0)',
      'backup',
    ]),
    panel(
      'Connections',
      'short',
      ['max by (state) (database_connections)', '{{state}}'],
      ['max(database_connections_max)', 'maximum'],
    ),
    panel('Pools of processes', 'short', [
      'sum by (job, state) (database_pool_connections)',
      '{{job}} {{state}}',
    ]),
    panel('Pools: share in use', 'percentunit', [
      'sum by (job) (database_pool_connections{state="in_use"}) / sum by (job) (database_pool_max_connections)',
      '{{job}}',
    ]),
    panel('Requests that wait for a connection', 'short', [
      'sum by (job) (database_pool_waiting_requests)',
      '{{job}}',
    ]),
    panel('PgBouncer: connections in use', 'short', [
      'max by (database) (pgbouncer_pools_server_active_connections)',
      '{{database}}',
    ]),
    panel('PgBouncer: clients that wait', 'short', [
      'max by (database) (pgbouncer_pools_client_waiting_connections)',
      '{{database}}',
    ]),
    panel('Transactions', 'ops', [
      `max by (outcome) (${rate('database_transactions_total')})`,
      '{{outcome}}',
    ]),
    panel('Time of a transaction', 's', [
      `max(${rate('database_active_seconds_total')}) / sum(max by (outcome) (${rate('database_transactions_total')}))`,
      'mean',
    ]),
    panel('Blocks found in memory', 'percentunit', [
      `max(${rate('database_blocks_total{source="memory"}')}) / sum(max by (source) (${rate('database_blocks_total')}))`,
      'share',
    ]),
    panel('Temporary files', 'Bps', [`max(${rate('database_temporary_bytes_total')})`, 'written']),
    panel('Locks that are waited for', 'short', ['max(database_lock_waits)', 'statements']),
    panel('Oldest transaction', 's', ['max(database_oldest_transaction_seconds)', 'age']),
    panel(
      'Conflicts',
      'ops',
      [sumRate('database_conflicts_total', 'outcome'), '{{outcome}}'],
      [`max(${rate('database_deadlocks_total')})`, 'deadlocks'],
    ),
    panel('Size', 'bytes', ['max(database_size_bytes)', 'database']),
    panel(
      'Archive of the log',
      's',
      ['max(database_archive_age_seconds)', 'age'],
      ['max(increase(database_archive_failures_total[1h]))', 'failures in an hour'],
    ),
    panel('Backup', 'bytes', ['max(backup_last_bytes)', 'size']),
    panel('Backup’s log of changes', 's', ['time() - max(backup_log_archived_timestamp_seconds > 0)', 'age']),
    panel('Restore tried', 'dateTimeFromNow', [
      '1000 * max(restore_drill_last_success_timestamp_seconds > 0)',
      'last success',
    ]),
  ],
};

const realtime: Dashboard = {
  name: 'realtime',
  title: 'Realtime',
  panels: [
    stat('Sockets', 'short', ['sum(realtime_connections)', 'open']),
    stat('Members', 'short', ['sum(realtime_members)', 'with a socket']),
    stat('Of the sockets that are accepted', 'percentunit', [
      'sum(realtime_connections) / sum(realtime_max_connections)',
      'in use',
    ]),
    stat('95 % of frames answered within', 's', [
      percentile(0.95, 'realtime_frame_duration_seconds', '{type!="auth"}'),
      'p95',
    ]),
    panel(
      'Sockets by process',
      'short',
      ['realtime_connections', '{{instance}}'],
      ['realtime_silent_connections', '{{instance}} without a frame'],
    ),
    panel(
      'Opened and closed',
      'ops',
      [sumRate('realtime_opened_total'), 'opened'],
      [sumRate('realtime_closed_total', 'code'), 'closed {{code}}'],
    ),
    panel('Frames', 'ops', [sumRate('realtime_frames_total', 'type'), '{{type}}']),
    panel('Frames that were not answered with ok', 'ops', [
      sumRate('realtime_frames_total{answer!="ok"}', 'type, answer'),
      '{{type}} {{answer}}',
    ]),
    panel('Time of a frame (p95)', 's', [
      percentile(0.95, 'realtime_frame_duration_seconds', '', ', type'),
      '{{type}}',
    ]),
    panel('Deliveries', 'ops', [sumRate('realtime_deliveries_total', 'type'), '{{type}}']),
    panel('Resyncs', 'short', ['sum(increase(realtime_resyncs_total[1h]))', 'in an hour']),
    panel('Members on screen', 'short', ['sum(realtime_watched_members)', 'watched']),
    panel('Dependencies', 'short', ['min by (dependency) (dependency_up{job="realtime"})', '{{dependency}}']),
  ],
};

const security: Dashboard = {
  name: 'security',
  title: 'Security',
  panels: [
    stat('Failed sign-ins in an hour', 'short', [
      'sum(increase(audit_events_total{event="sign_in_failed"}[1h]))',
      'failed',
    ]),
    stat('Reused refresh tokens in a day', 'short', [
      'sum(increase(audit_events_total{event="refresh_reused"}[24h]))',
      'reused',
    ]),
    stat('Certificate expires', 'dateTimeFromNow', [
      '1000 * min(certificate_expires_timestamp_seconds)',
      'public address',
    ]),
    stat(
      'Open reports',
      'short',
      ['max(campus_open_reports)', 'open'],
      ['max(campus_oldest_report_seconds) / 86400', 'days of the oldest'],
    ),
    panel('Sign-ins', 'ops', [
      sumRate('audit_events_total{event=~"signed_in|sign_in_failed"}', 'event'),
      '{{event}}',
    ]),
    panel('Audit log', 'ops', [`topk(12, ${sumRate('audit_events_total', 'event')})`, '{{event}}']),
    panel('Refused: not signed in, not allowed, too many', 'reqps', [
      sumRate(`${HTTP}_count{job="gateway",status=~"401|403|429"}`, 'status'),
      '{{status}}',
    ]),
    panel('Refused by limits, by route', 'reqps', [
      `topk(10, ${sumRate(`${HTTP}_count{job="gateway",status="429"}`, 'route')})`,
      '{{route}}',
    ]),
    panel('Roles of staff granted', 'short', [
      'sum(increase(audit_events_total{event="role_granted"}[24h]))',
      'in a day',
    ]),
    panel('Blocks between members', 'ops', [sumRate('events_total{event="social.blocked"}'), 'blocks']),
    panel('Registrations and reports', 'ops', [
      sumRate(
        `${HTTP}_count{job="gateway",method="POST",route=~"/api/v1/auth/register|/api/v1/reports"}`,
        'route',
      ),
      '{{route}}',
    ]),
    panel('Certificate readable', 'short', ['max(certificate_readable)', 'public address']),
  ],
};

const business: Dashboard = {
  name: 'business',
  title: 'Campus',
  panels: [
    stat('Members', 'short', ['max(campus_members{status="active"})', 'active']),
    stat('Seen today', 'short', ['max(campus_active_members{window="1d"})', 'members']),
    stat('Posts today', 'short', ['max(campus_posts_last_day)', 'posts']),
    stat(
      'Joined today',
      'short',
      ['max(campus_registrations_last_day)', 'members'],
      ['max(campus_pending_registrations)', 'not verified yet'],
    ),
    panel('Members', 'short', ['max by (status) (campus_members)', '{{status}}']),
    panel('Seen within', 'short', ['max by (window) (campus_active_members)', '{{window}}']),
    panel('Of the month’s members, seen on a day', 'percentunit', [
      'max(campus_active_members{window="1d"}) / max(campus_active_members{window="30d"})',
      'share',
    ]),
    panel('Members in 30 days, if it goes on like this', 'short', [
      'max(predict_linear(campus_members{status="active"}[7d], 30 * 86400))',
      'members',
    ]),
    panel('Posts of a day', 'short', ['max(campus_posts_last_day)', 'posts and replies']),
    panel('Messages ever sent', 'short', ['max(campus_messages)', 'messages']),
    panel('What happens', 'ops', [`topk(12, ${sumRate('events_total', 'event')})`, '{{event}}']),
    panel('Messages sent', 'ops', [
      sumRate('realtime_frames_total{type="message",answer="ok"}'),
      'by socket',
    ]),
  ],
};

export const dashboards: readonly Dashboard[] = [system, application, database, realtime, security, business];

const COLUMNS = 24;
const SIZES = { stat: { w: 6, h: 4 }, timeseries: { w: 12, h: 8 } };

/** A dashboard in Grafana's format, with panels in reading order. */
export function grafanaJson({ name, title, panels }: Dashboard): string {
  let [x, y, rowHeight] = [0, 0, 0];
  const datasource = { type: 'prometheus', uid: `\${store}` };
  const placed = panels.map(({ title, unit, queries, kind = 'timeseries' as const }, index) => {
    const { w, h } = SIZES[kind];
    if (x + w > COLUMNS || (x > 0 && h !== rowHeight)) [x, y] = [0, y + rowHeight];
    const gridPos = { x, y, w, h };
    [x, rowHeight] = [x + w, h];
    return {
      id: index + 1,
      title,
      type: kind,
      gridPos,
      datasource,
      fieldConfig: { defaults: { unit, min: unit === 'dateTimeFromNow' ? undefined : 0 }, overrides: [] },
      options:
        kind === 'stat' ? { reduceOptions: { calcs: ['lastNotNull'] } } : { legend: { placement: 'bottom' } },
      targets: queries.map(({ expr, legend }, at) => ({
        refId: String.fromCharCode(65 + at),
        datasource,
        expr,
        legendFormat: legend,
      })),
    };
  });
  const dashboard = {
    uid: `chitlaq-${name}`,
    title: `ChitLaq: ${title}`,
    tags: ['chitlaq'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [{ name: 'store', label: 'Metrics store', type: 'datasource', query: 'prometheus' }],
    },
    panels: placed,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}
