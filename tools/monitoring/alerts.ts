/**
 * Every alert. `npm run generate` writes `deploy/monitoring/rules.yml` from it; `tests/monitoring` runs each in both directions and
 * checks that the handbook has a section for it (docs/handbook/alerts.md).
 */

/** How soon people react: at once, within the hour, within the day. */
export type Severity = 'critical' | 'warning' | 'info';

export interface Alert {
  name: string;
  severity: Severity;
  expr: string;
  /** How long the expression holds before the alert fires. */
  for: string;
  /** One sentence for a person who is woken by it. */
  summary: string;
}
export interface RecordingRule {
  record: string;
  expr: string;
}
export interface RuleGroup {
  name: string;
  interval: string;
  recordings?: readonly RecordingRule[];
  alerts: readonly Alert[];
}

const critical = (name: string, hold: string, expr: string, summary: string): Alert => ({
  name,
  severity: 'critical',
  expr,
  for: hold,
  summary,
});
const warning: typeof critical = (...rest) => ({ ...critical(...rest), severity: 'warning' });
const info: typeof critical = (...rest) => ({ ...critical(...rest), severity: 'info' });

/** Requests of members at the gateway; operators' own endpoints and pages that are not there do not count. */
const MEMBER_REQUESTS = 'job="gateway",route!~"/health|/ready|/status|/metrics|none"';
/** Routes that move files, whose time depends on the member's line. */
const QUICK_REQUESTS = `${MEMBER_REQUESTS},route!~"/api/v1/media.*|/uploads.*|/ws.*|.*/export.*"`;
const requests = (matchers: string, range: string) =>
  `sum(rate(http_request_duration_seconds_count{${matchers}}[${range}]))`;
const percentile = (share: number, matchers: string, range: string) =>
  `histogram_quantile(${share}, sum by (le) (rate(http_request_duration_seconds_bucket{${matchers}}[${range}])))`;

/** 99.9 % of the requests of 30 days succeed. */
const ERROR_BUDGET = 0.001;
/**
 * Burns the budget this many times faster than allowed, over a long window, and still does, over a short one.
 * Averages of recorded rates, so that three days are cheap to look back on.
 */
const burns = (factor: number, long: string, short: string) =>
  [long, short]
    .map(
      (range) =>
        `avg_over_time(slo:errors:rate5m[${range}]) / avg_over_time(slo:requests:rate5m[${range}]) > ${factor * ERROR_BUDGET}`,
    )
    .join(' and ');

const increase = (series: string, range: string) => `sum(increase(${series}[${range}]))`;
/**
 * How much counters have grown within a span, from values that were seen. `increase` also counts the first value of a series in
 * VictoriaMetrics, so that at the first start of the store everything before it would be news. A counter that began anew grows from 0.
 */
const growth = (series: string, range: string) => `${series} - min_over_time(${series}[${range}])`;
/** More than `least` within `range`, and `factor` times as many as a usual span of that length in the past week. */
const wave = (series: string, range: '15m' | '1h', least: number, factor: number) =>
  `${increase(series, range)} > ${least} and ${increase(series, range)} > ${factor} * ${increase(series, '7d')} / ${range === '1h' ? 168 : 672}`;

const HOST_DISK = 'fstype!~"tmpfs|ramfs|overlay|squashfs|fuse.*"';

export const ruleGroups: readonly RuleGroup[] = [
  {
    name: 'availability',
    interval: '30s',
    alerts: [
      critical(
        'ServiceDown',
        '1m',
        'up == 0',
        '{{ $labels.job }} at {{ $labels.instance }} does not answer.',
      ),
      critical(
        'ServiceMissing',
        '2m',
        ['gateway', 'realtime', 'worker'].map((job) => `absent(up{job="${job}"})`).join(' or '),
        'There is no {{ $labels.job }} at all.',
      ),
      critical(
        'ServiceUnreachable',
        '1m',
        'service_up == 0',
        'The gateway cannot reach the service {{ $labels.service }}.',
      ),
      critical(
        'DatabaseDown',
        '1m',
        'min by (job) (dependency_up{dependency="database"}) == 0',
        'The database does not answer {{ $labels.job }}.',
      ),
      critical('NginxDown', '1m', 'nginx_up == 0', 'Nginx does not answer: nobody reaches the campus.'),
      critical(
        'BusDown',
        '2m',
        'min by (job) (dependency_up{dependency="bus"}) == 0',
        'The message bus does not answer {{ $labels.job }}; members see new messages late.',
      ),
      warning(
        'CacheDown',
        '5m',
        'min by (job) (dependency_up{dependency="cache"}) == 0',
        'The cache does not answer {{ $labels.job }}; everything works, but slower.',
      ),
      critical(
        'AlertsNotDelivered',
        '0m',
        `sum by (integration) (${growth('alertmanager_notifications_failed_total', '15m')}) > 0`,
        'Alerts could not be delivered by {{ $labels.integration }}.',
      ),
      warning(
        'ProcessRestarts',
        '0m',
        'changes(process_start_time_seconds[30m]) > 3',
        '{{ $labels.job }} has restarted {{ $value }} times within half an hour.',
      ),
    ],
  },
  {
    name: 'requests',
    interval: '1m',
    recordings: [
      { record: 'slo:requests:rate5m', expr: requests(MEMBER_REQUESTS, '5m') },
      {
        record: 'slo:errors:rate5m',
        expr: `${requests(`${MEMBER_REQUESTS},status=~"5.."`, '5m')} or 0 * ${requests(MEMBER_REQUESTS, '5m')}`,
      },
    ],
    alerts: [
      critical(
        'HighErrorRate',
        '2m',
        `${requests(`${MEMBER_REQUESTS},status=~"5.."`, '5m')} / ${requests(MEMBER_REQUESTS, '5m')} > 0.05 and ${requests(MEMBER_REQUESTS, '5m')} > 0.2`,
        '{{ $value | humanizePercentage }} of the requests fail.',
      ),
      critical(
        'ErrorBudgetBurnsFast',
        '2m',
        burns(14.4, '1h', '5m'),
        'At this rate of errors the budget of a month is used up in two days.',
      ),
      critical(
        'ErrorBudgetBurns',
        '15m',
        burns(6, '6h', '30m'),
        'At this rate of errors the budget of a month is used up in five days.',
      ),
      warning(
        'ErrorBudgetLeaks',
        '1h',
        burns(1, '3d', '6h'),
        'For days, more than 0.1 % of the requests have failed: the month will miss 99.9 %.',
      ),
      critical(
        'VerySlowResponses',
        '5m',
        `${percentile(0.95, QUICK_REQUESTS, '5m')} > 2`,
        'One request in twenty takes longer than {{ $value | humanizeDuration }}.',
      ),
      warning(
        'SlowResponses',
        '10m',
        `${percentile(0.95, QUICK_REQUESTS, '5m')} > 0.5`,
        'One request in twenty takes longer than {{ $value | humanizeDuration }}.',
      ),
      warning(
        'ManyRefusedByLimits',
        '15m',
        `${requests(`${MEMBER_REQUESTS},status="429"`, '5m')} / ${requests(MEMBER_REQUESTS, '5m')} > 0.1`,
        '{{ $value | humanizePercentage }} of the requests exceed a rate limit.',
      ),
      warning(
        'EventLoopBlocked',
        '5m',
        'nodejs_eventloop_lag_p99_seconds > 0.25',
        '{{ $labels.job }} at {{ $labels.instance }} is too busy: requests wait {{ $value | humanizeDuration }} for their turn.',
      ),
    ],
  },
  {
    name: 'realtime',
    interval: '1m',
    alerts: [
      warning(
        'SlowSockets',
        '10m',
        'histogram_quantile(0.95, sum by (le) (rate(realtime_frame_duration_seconds_bucket{type!="auth"}[5m]))) > 0.25',
        'One frame in twenty is answered after more than {{ $value | humanizeDuration }}.',
      ),
      warning(
        'SocketsFail',
        '5m',
        'sum(rate(realtime_frames_total{answer="failed"}[5m])) / sum(rate(realtime_frames_total[5m])) > 0.02',
        '{{ $value | humanizePercentage }} of the frames fail.',
      ),
      warning(
        'SocketsNearLimit',
        '5m',
        'realtime_connections / realtime_max_connections > 0.8',
        'The realtime process at {{ $labels.instance }} has {{ $value | humanizePercentage }} of the sockets that it accepts.',
      ),
      warning(
        'RealtimeResyncs',
        '0m',
        'max(increase(realtime_resyncs_total[30m])) > 3',
        'The bus was interrupted again and again; clients had to fetch everything anew.',
      ),
    ],
  },
  {
    name: 'machine',
    interval: '30s',
    alerts: [
      warning(
        'MemoryHigh',
        '5m',
        '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.85',
        'The machine {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory.',
      ),
      warning(
        'CpuHigh',
        '5m',
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[2m])) > 0.8',
        'The machine {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its CPU.',
      ),
      warning(
        'ProcessNearMemoryLimit',
        '5m',
        'process_resident_memory_bytes / process_memory_limit_bytes > 0.9',
        '{{ $labels.job }} at {{ $labels.instance }} uses {{ $value | humanizePercentage }} of its container’s memory.',
      ),
      warning(
        'OpenFilesNearLimit',
        '5m',
        'process_open_fds / process_max_fds > 0.8',
        '{{ $labels.job }} at {{ $labels.instance }} has {{ $value | humanizePercentage }} of its open files.',
      ),
      critical(
        'DiskFull',
        '5m',
        `min by (instance, mountpoint) (node_filesystem_avail_bytes{${HOST_DISK}} / node_filesystem_size_bytes{${HOST_DISK}}) < 0.1`,
        'Only {{ $value | humanizePercentage }} of the disk at {{ $labels.mountpoint }} is free.',
      ),
      critical(
        'DataDiskFull',
        '5m',
        'min(data_disk_bytes{state="free"}) / max(data_disk_bytes{state="total"}) < 0.1',
        'Only {{ $value | humanizePercentage }} of the disk with members’ files is free.',
      ),
      critical(
        'TrafficLogFails',
        '0m',
        `${increase('traffic_log_lines_total{outcome="dropped"}', '15m')} > 0 or ${increase('traffic_log_failures_total', '15m')} > 10`,
        'The traffic log cannot be written: lines that the law asks for are lost, or soon will be.',
      ),
      warning(
        'DiskFillsSoon',
        '1h',
        'min(predict_linear(data_disk_bytes{state="free"}[6h], 3 * 86400)) < 0',
        'If the disk with members’ files fills as in the last six hours, it is full within three days.',
      ),
    ],
  },
  {
    name: 'database',
    interval: '30s',
    alerts: [
      critical(
        'DatabaseConnectionsHigh',
        '2m',
        'sum(max by (state) (database_connections)) / max(database_connections_max) > 0.8',
        '{{ $value | humanizePercentage }} of the database’s connections are in use.',
      ),
      warning(
        'PoolExhausted',
        '2m',
        'database_pool_waiting_requests > 20',
        '{{ $value }} requests of {{ $labels.job }} wait for a database connection.',
      ),
      warning(
        'PoolerQueue',
        '2m',
        'max by (database) (pgbouncer_pools_client_maxwait_seconds) > 1',
        'A client of the pool {{ $labels.database }} waits {{ $value | humanizeDuration }} for a connection.',
      ),
      warning(
        'SlowStatements',
        '15m',
        'max(database_slow_statements) > 0',
        '{{ $value }} statements take longer than a second on average.',
      ),
      warning(
        'LongTransaction',
        '5m',
        'max(database_oldest_transaction_seconds) > 900',
        'A transaction has been open for {{ $value | humanizeDuration }}; it holds locks and keeps old rows.',
      ),
      warning(
        'LockWaits',
        '3m',
        'max(database_lock_waits) > 20',
        '{{ $value }} statements wait for locks of others.',
      ),
      warning(
        'Deadlocks',
        '0m',
        `${increase('database_conflicts_total{outcome="failed"}', '15m')} > 5`,
        '{{ $value }} requests failed because of deadlocks within a quarter of an hour.',
      ),
      info(
        'DatabaseReadsFromDisk',
        '1h',
        'max(rate(database_blocks_total{source="disk"}[15m])) / (max(rate(database_blocks_total{source="disk"}[15m])) + max(rate(database_blocks_total{source="memory"}[15m]))) > 0.1 and max(rate(database_blocks_total{source="disk"}[15m])) > 100',
        '{{ $value | humanizePercentage }} of the database’s blocks come from disk: it has outgrown its memory.',
      ),
      critical(
        'WalArchiveFails',
        '5m',
        // Of the database itself: another worker goes on with the same figure.
        'max(database_archive_failures_total) - min(min_over_time(database_archive_failures_total[15m])) > 0',
        'The database cannot archive its log: what happens now could not be restored.',
      ),
      critical(
        'WalArchiveOld',
        '5m',
        'max(database_archive_age_seconds) > 900',
        'The database’s log was last archived {{ $value | humanizeDuration }} ago: that much could be lost.',
      ),
    ],
  },
  {
    name: 'jobs',
    interval: '30s',
    alerts: [
      warning(
        'OutboxDelayed',
        '5m',
        'max(queue_oldest_due_seconds) > 120',
        'Jobs have been waiting for {{ $value | humanizeDuration }}; posts, notifications and emails are late.',
      ),
      critical(
        'OutboxStuck',
        '5m',
        'max(queue_oldest_due_seconds) > 900',
        'Jobs have been waiting for {{ $value | humanizeDuration }}; the workers do not keep up, or do nothing.',
      ),
      warning(
        'JobsGivenUp',
        '0m',
        'max(queue_jobs{state="given_up"}) - min(min_over_time(queue_jobs{state="given_up"}[1h])) > 0',
        '{{ $value }} jobs failed for good within an hour.',
      ),
      warning(
        'JobsFail',
        '10m',
        'sum by (name) (rate(job_duration_seconds_count{outcome="failed"}[10m])) / sum by (name) (rate(job_duration_seconds_count[10m])) > 0.2',
        '{{ $value | humanizePercentage }} of the jobs {{ $labels.name }} fail.',
      ),
      warning(
        'FanOutSlow',
        '10m',
        'histogram_quantile(0.95, sum by (le) (rate(job_lag_seconds_bucket{name="feed.fanOut"}[10m]))) > 30',
        'Posts reach the followers’ home only after {{ $value | humanizeDuration }}.',
      ),
      warning(
        'MeasurementsStale',
        '5m',
        'min by (measurement) (measurement_age_seconds{measurement!="certificate"}) > 900 or min by (measurement) (measurement_age_seconds{measurement="certificate"}) > 10800',
        'The figures of {{ $labels.measurement }} are {{ $value | humanizeDuration }} old, so alerts on them are blind.',
      ),
    ],
  },
  {
    name: 'mail',
    interval: '1m',
    alerts: [
      critical(
        'MailFails',
        '10m',
        `${increase('emails_total{outcome="failed"}', '15m')} > 5 and ${increase('emails_total{outcome="failed"}', '15m')} > ${increase('emails_total{outcome="sent"}', '15m')}`,
        'Emails cannot be sent: nobody can register or reset a password.',
      ),
      warning(
        'MailRefused',
        '0m',
        `${increase('emails_total{outcome="refused"}', '1h')} > 0.05 * ${increase('emails_total', '1h')} and ${increase('emails_total', '1h')} >= 20`,
        'Mail servers refused {{ $value }} emails within an hour, more than 5 % of all.',
      ),
      warning(
        'PushFails',
        '15m',
        `${increase('push_deliveries_total{outcome=~"rejected|unreachable"}', '30m')} > 50 and ${increase('push_deliveries_total{outcome=~"rejected|unreachable"}', '30m')} > ${increase('push_deliveries_total{outcome="accepted"}', '30m')}`,
        'Most push notifications are not accepted.',
      ),
    ],
  },
  {
    name: 'backup',
    interval: '1m',
    alerts: [
      critical(
        'BackupMissing',
        '30m',
        'max(backup_last_success_timestamp_seconds) == 0',
        'There is no backup: what is on the disk now exists once.',
      ),
      critical(
        'BackupOld',
        '10m',
        'time() - max(backup_last_success_timestamp_seconds > 0) > 26 * 3600',
        'The last backup is {{ $value | humanizeDuration }} old.',
      ),
      critical(
        'BackupSmall',
        '10m',
        'max(backup_last_bytes > 0) < 0.5 * max(max_over_time(backup_last_bytes[7d]))',
        'The last backup is less than half as large as those of the past week.',
      ),
      critical(
        'BackupLogOld',
        '5m',
        'time() - max(backup_log_archived_timestamp_seconds > 0) > 300',
        'The backup’s log of changes is {{ $value | humanizeDuration }} old: that much could be lost.',
      ),
      critical(
        'BackupFailed',
        '10m',
        'max by (place) (backup_place_failed) == 1',
        'The last backup to {{ $labels.place }} failed.',
      ),
      critical(
        'BackupOffSiteOld',
        '10m',
        'time() - max by (place) (backup_place_last_success_timestamp_seconds{place!="disk"}) > 26 * 3600',
        'The last backup at {{ $labels.place }}, off site, is {{ $value | humanizeDuration }} old.',
      ),
      warning(
        'BackupNotOffSite',
        '1h',
        'max(backup_place_last_success_timestamp_seconds{place="disk"}) > 0 unless on() max(backup_place_last_success_timestamp_seconds{place!="disk"}) > 0',
        'The only backup is on the machine itself: a fire or a theft takes both.',
      ),
      critical(
        'RestoreDrillFailed',
        '5m',
        'max(restore_drill_failed) == 1',
        'The last backup could not be restored.',
      ),
      warning(
        'RestoreUntested',
        '10m',
        'time() - max(restore_drill_last_success_timestamp_seconds > 0) > 36 * 3600',
        'No backup has been restored successfully for {{ $value | humanizeDuration }}.',
      ),
    ],
  },
  {
    name: 'certificate',
    interval: '5m',
    alerts: [
      warning(
        'CertificateExpires',
        '1h',
        'min(certificate_expires_timestamp_seconds) - time() < 14 * 86400',
        'The certificate expires in {{ $value | humanizeDuration }}; it should have been renewed.',
      ),
      critical(
        'CertificateExpiresSoon',
        '10m',
        'min(certificate_expires_timestamp_seconds) - time() < 3 * 86400',
        'The certificate expires in {{ $value | humanizeDuration }}; then browsers refuse the site.',
      ),
      critical(
        'CertificateUnreadable',
        '2h',
        'max(certificate_readable) == 0',
        'The public address shows no certificate: members may not reach it.',
      ),
    ],
  },
  {
    name: 'security',
    interval: '1m',
    alerts: [
      critical(
        'SignInAttack',
        '5m',
        `${increase('audit_events_total{event="sign_in_failed"}', '10m')} > 100 and ${increase('audit_events_total{event="sign_in_failed"}', '10m')} > 3 * ${increase('audit_events_total{event="signed_in"}', '10m')}`,
        '{{ $value }} sign-ins failed within ten minutes, many times those that succeeded: somebody guesses passwords.',
      ),
      critical(
        'StolenSessions',
        '0m',
        `${increase('audit_events_total{event="refresh_reused"}', '1h')} > 10`,
        '{{ $value }} sessions were ended within an hour because an old token was used again: tokens may have been stolen.',
      ),
      info(
        'RoleGranted',
        '0m',
        `sum(${growth('audit_events_total{event="role_granted"}', '15m')}) > 0`,
        'Somebody was given a role of staff. If nobody of you did it, act at once.',
      ),
      warning(
        'RegistrationWave',
        '0m',
        wave(
          'http_request_duration_seconds_count{job="gateway",route="/api/v1/auth/register",method="POST",status=~"2.."}',
          '1h',
          100,
          5,
        ),
        '{{ $value }} people registered within an hour, five times as many as usual.',
      ),
      warning(
        'PostWave',
        '0m',
        wave('events_total{event="content.published"}', '15m', 100, 5),
        '{{ $value }} posts within a quarter of an hour, five times as many as usual.',
      ),
      warning(
        'ReportWave',
        '0m',
        wave(
          'http_request_duration_seconds_count{job="gateway",route="/api/v1/reports",method="POST",status=~"2.."}',
          '1h',
          20,
          5,
        ),
        '{{ $value }} reports within an hour, five times as many as usual.',
      ),
      info(
        'ReportsWait',
        '10m',
        'max(campus_oldest_report_seconds) > 86400',
        'A report has been waiting for {{ $value | humanizeDuration }}.',
      ),
    ],
  },
];

export const alerts: readonly Alert[] = ruleGroups.flatMap((group) => group.alerts);

/** The section of the handbook that says what to do, as GitHub names headings. */
export const handbookSection = ({ name }: Pick<Alert, 'name'>): string =>
  `docs/handbook/alerts.md#${name.toLowerCase()}`;
