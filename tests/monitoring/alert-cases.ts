/** Series as promtool writes them: `0+10x60` starts at 0 and adds 10 in each of 60 further steps. */
export interface Situation {
  series: Record<string, string>;
  /** When it is looked at, after the first step. */
  at: string;
  /** Length of a step; one minute by default. */
  step?: string;
  /** How often the rule is evaluated; each step by default. */
  every?: string;
}

interface Cases {
  fires: Situation;
  quiet: Situation;
  /** For an alert with two conditions: the other one does not hold. */
  alsoQuiet?: Situation;
}
/** For each alert a situation in which it fires, and a similar one in which it does not. */
export const cases: Record<string, Cases> = {};

const add = (
  name: string,
  at: string,
  fires: Situation['series'],
  quiet: Situation['series'],
  times: Pick<Situation, 'step' | 'every'> = {},
): void => {
  const shared = { at, ...times };
  cases[name] = { fires: { series: fires, ...shared }, quiet: { series: quiet, ...shared } };
};
/** Values at the beginning, and then others. */
const then = (first: string, later: string) => `${first} ${later}`;

const requests = (status: number, route = '/api/v1/feed/home') =>
  `http_request_duration_seconds_count{job="gateway",instance="g:3000",method="GET",route="${route}",status="${status}"}`;
const bucket = (le: string, route = '/api/v1/feed/home') =>
  `http_request_duration_seconds_bucket{job="gateway",instance="g:3000",method="GET",route="${route}",status="200",le="${le}"}`;
const post = (route: string) =>
  `http_request_duration_seconds_count{job="gateway",instance="g:3000",method="POST",route="${route}",status="201"}`;

add(
  'ServiceDown',
  '3m',
  { 'up{job="feed",instance="f:3000"}': '1 0x5' },
  { 'up{job="feed",instance="f:3000"}': '1 0 1x5' },
);
const up = (job: string) => ({ [`up{job="${job}",instance="${job}:3000"}`]: '1x10' });
add(
  'ServiceMissing',
  '5m',
  { ...up('gateway'), ...up('realtime') },
  { ...up('gateway'), ...up('realtime'), ...up('worker') },
);
add(
  'ServiceUnreachable',
  '5m',
  { 'service_up{job="gateway",service="web"}': '0x9' },
  { 'service_up{job="gateway",service="web"}': '1x9' },
);
for (const [name, dependency, at] of [
  ['DatabaseDown', 'database', '3m'],
  ['BusDown', 'bus', '5m'],
  ['CacheDown', 'cache', '8m'],
] as const) {
  const series = `dependency_up{job="feed",instance="f:3000",dependency="${dependency}"}`;
  add(name, at, { [series]: '0x9' }, { [series]: '1x9' });
}
add(
  'NginxDown',
  '3m',
  { 'nginx_up{job="nginx",instance="nginx-exporter:9113"}': '1 0x5' },
  { 'nginx_up{job="nginx",instance="nginx-exporter:9113"}': '1 0 1x5' },
);
const undelivered = 'alertmanager_notifications_failed_total{integration="email",reason="other"}';
add('AlertsNotDelivered', '5m', { [undelivered]: '0 0 1x9' }, { [undelivered]: '1x11' });
add(
  'ProcessRestarts',
  '10m',
  { 'process_start_time_seconds{job="feed",instance="f:3000"}': '1 1 2 3 4 5 5 5 5 5 5' },
  { 'process_start_time_seconds{job="feed",instance="f:3000"}': '1 1 2 2 2 2 2 2 2 2 2' },
);

add(
  'HighErrorRate',
  '10m',
  { [requests(200)]: '0+100x10', [requests(503)]: '0+8x10' },
  { [requests(200)]: '0+100x10', [requests(503)]: '0+4x10' },
);
const budget = (errors: string) => ({ 'slo:requests:rate5m': '10x1000', 'slo:errors:rate5m': errors });
// Over an hour 1.44 % may fail at most. A fault that is over does not page any more.
add('ErrorBudgetBurnsFast', '70m', budget('0.2x1000'), budget(then('0.2x62', '0x30')));
add('ErrorBudgetBurns', '420m', budget('0.07x1000'), budget('0.05x1000'));
add('ErrorBudgetLeaks', '4500m', budget('0.02x1000'), budget('0.005x1000'), {
  step: '5m',
  every: '30m',
});
add(
  'VerySlowResponses',
  '15m',
  {
    [bucket('1')]: '0+90x15',
    [bucket('2.5')]: '0+92x15',
    [bucket('10')]: '0+100x15',
    [bucket('+Inf')]: '0+100x15',
  },
  {
    [bucket('1')]: '0+97x15',
    [bucket('2.5')]: '0+100x15',
    [bucket('10')]: '0+100x15',
    [bucket('+Inf')]: '0+100x15',
  },
);
// Uploads take as long as the line of a member.
add(
  'SlowResponses',
  '20m',
  { [bucket('0.5')]: '0+90x20', [bucket('1')]: '0+100x20', [bucket('+Inf')]: '0+100x20' },
  {
    [bucket('0.5')]: '0+99x20',
    [bucket('1')]: '0+100x20',
    [bucket('+Inf')]: '0+100x20',
    [bucket('0.5', '/api/v1/media')]: '0+0x20',
    [bucket('1', '/api/v1/media')]: '0+0x20',
    [bucket('+Inf', '/api/v1/media')]: '0+100x20',
  },
);
add(
  'ManyRefusedByLimits',
  '30m',
  { [requests(200)]: '0+80x30', [requests(429)]: '0+20x30' },
  { [requests(200)]: '0+95x30', [requests(429)]: '0+5x30' },
);
add(
  'EventLoopBlocked',
  '10m',
  { 'nodejs_eventloop_lag_p99_seconds{job="feed"}': '0.4x10' },
  { 'nodejs_eventloop_lag_p99_seconds{job="feed"}': '0.03x10' },
);

const frame = (le: string, type: string) =>
  `realtime_frame_duration_seconds_bucket{job="realtime",type="${type}",answer="ok",le="${le}"}`;
add(
  'SlowSockets',
  '20m',
  {
    [frame('0.25', 'message')]: '0+80x20',
    [frame('1', 'message')]: '0+100x20',
    [frame('+Inf', 'message')]: '0+100x20',
  },
  {
    [frame('0.25', 'message')]: '0+99x20',
    [frame('1', 'message')]: '0+100x20',
    [frame('+Inf', 'message')]: '0+100x20',
    // Sign-ins wait their turn after a restart.
    [frame('0.25', 'auth')]: '0+0x20',
    [frame('1', 'auth')]: '0+0x20',
    [frame('+Inf', 'auth')]: '0+100x20',
  },
);
const frames = (answer: string) => `realtime_frames_total{job="realtime",type="message",answer="${answer}"}`;
add(
  'SocketsFail',
  '15m',
  { [frames('ok')]: '0+90x15', [frames('failed')]: '0+10x15' },
  { [frames('ok')]: '0+90x15', [frames('refused')]: '0+50x15', [frames('failed')]: '0+1x15' },
);
const sockets = (count: number) => ({
  'realtime_connections{job="realtime"}': `${count}x10`,
  'realtime_max_connections{job="realtime"}': '20000x10',
});
add('SocketsNearLimit', '8m', sockets(17_000), sockets(12_000));
add(
  'RealtimeResyncs',
  '20m',
  { 'realtime_resyncs_total{job="realtime"}': '0 1 2 3 4 5 6x20' },
  { 'realtime_resyncs_total{job="realtime"}': '0 1x30' },
);

const memory = (available: number) => ({
  'node_memory_MemAvailable_bytes{job="node",instance="n"}': `${available}x10`,
  'node_memory_MemTotal_bytes{job="node",instance="n"}': '100x10',
});
add('MemoryHigh', '7m', memory(10), memory(20));
const idle = (perMinute: number) =>
  Object.fromEntries(
    [0, 1].map((cpu) => [
      `node_cpu_seconds_total{job="node",instance="n",cpu="${cpu}",mode="idle"}`,
      `0+${perMinute}x10`,
    ]),
  );
add('CpuHigh', '9m', idle(6), idle(24));
const resident = (bytes: number) => ({
  'process_resident_memory_bytes{job="feed"}': `${bytes}x10`,
  'process_memory_limit_bytes{job="feed"}': '100x10',
});
add('ProcessNearMemoryLimit', '7m', resident(95), resident(80));
const files = (open: number) => ({
  'process_open_fds{job="realtime"}': `${open}x10`,
  'process_max_fds{job="realtime"}': '1000x10',
});
add('OpenFilesNearLimit', '7m', files(900), files(500));
const disk = (free: number, fstype = 'ext4') => ({
  [`node_filesystem_avail_bytes{instance="n",mountpoint="/",fstype="${fstype}"}`]: `${free}x10`,
  [`node_filesystem_size_bytes{instance="n",mountpoint="/",fstype="${fstype}"}`]: '100x10',
});
add('DiskFull', '7m', disk(5), { ...disk(30), ...disk(1, 'tmpfs') });
const dataDisk = (free: string) => ({
  'data_disk_bytes{job="worker",state="free"}': free,
  'data_disk_bytes{job="worker",state="total"}': '1000x2000',
});
add('DataDiskFull', '7m', dataDisk('50x10'), dataDisk('300x10'));
const trafficLog = (dropped: string, failures: string) => ({
  'traffic_log_lines_total{job="gateway",outcome="dropped"}': dropped,
  'traffic_log_failures_total{job="gateway"}': failures,
});
add('TrafficLogFails', '20m', trafficLog('0+1x40', '0x40'), trafficLog('0x40', '0x20 1x20'));
// 900 that fall by one a minute last 15 hours.
add('DiskFillsSoon', '300m', dataDisk('900-1x800'), dataDisk('900-0.05x800'));

const connections = (active: number) => ({
  // Two workers export the same figures.
  'database_connections{job="worker",instance="a",state="active"}': `${active}x10`,
  'database_connections{job="worker",instance="b",state="active"}': `${active}x10`,
  'database_connections{job="worker",instance="a",state="idle"}': '20x10',
  'database_connections{job="worker",instance="b",state="idle"}': '20x10',
  'database_connections_max{job="worker",instance="a"}': '97x10',
  'database_connections_max{job="worker",instance="b"}': '97x10',
});
add('DatabaseConnectionsHigh', '4m', connections(65), connections(45));
add(
  'PoolExhausted',
  '4m',
  { 'database_pool_waiting_requests{job="feed",pool="pooled"}': '60x9' },
  { 'database_pool_waiting_requests{job="feed",pool="pooled"}': '60 0x9' },
);
const waits = 'pgbouncer_pools_client_maxwait_seconds{database="chitlaq_feed",user="chitlaq"}';
add('PoolerQueue', '4m', { [waits]: '3x9' }, { [waits]: '3 0x9' });
add(
  'SlowStatements',
  '20m',
  { 'database_slow_statements{job="worker"}': '2x20' },
  { 'database_slow_statements{job="worker"}': '0x20' },
);
add(
  'LongTransaction',
  '8m',
  { 'database_oldest_transaction_seconds{job="worker"}': '1000+60x9' },
  { 'database_oldest_transaction_seconds{job="worker"}': '100x9' },
);
add(
  'LockWaits',
  '5m',
  { 'database_lock_waits{job="worker"}': '50x9' },
  { 'database_lock_waits{job="worker"}': '3x9' },
);
add(
  'Deadlocks',
  '10m',
  { 'database_conflicts_total{job="feed",outcome="failed"}': '0+1x20' },
  {
    'database_conflicts_total{job="feed",outcome="retried"}': '0+9x20',
    'database_conflicts_total{job="feed",outcome="failed"}': '0x20',
  },
);
const blocks = (fromDisk: number) => ({
  'database_blocks_total{job="worker",source="disk"}': `0+${fromDisk}x100`,
  'database_blocks_total{job="worker",source="memory"}': '0+100000x100',
});
add('DatabaseReadsFromDisk', '90m', blocks(30_000), blocks(500));
add(
  'WalArchiveFails',
  '10m',
  { 'database_archive_failures_total{job="worker",instance="a"}': '0+1x20' },
  // A release replaces the worker.
  {
    'database_archive_failures_total{job="worker",instance="a"}': '3x5',
    'database_archive_failures_total{job="worker",instance="b"}': '_x4 3x20',
  },
);
add(
  'WalArchiveOld',
  '8m',
  { 'database_archive_age_seconds{job="worker"}': '1000+60x20' },
  { 'database_archive_age_seconds{job="worker"}': '200x20' },
);

add(
  'OutboxDelayed',
  '8m',
  { 'queue_oldest_due_seconds{job="worker"}': '200+60x10' },
  { 'queue_oldest_due_seconds{job="worker"}': '200 0 130 1x10' },
);
add(
  'OutboxStuck',
  '8m',
  { 'queue_oldest_due_seconds{job="worker"}': '1000+60x10' },
  { 'queue_oldest_due_seconds{job="worker"}': '500x10' },
);
add(
  'JobsGivenUp',
  '5m',
  { 'queue_jobs{job="worker",state="given_up"}': '2 2 5x9' },
  { 'queue_jobs{job="worker",state="given_up"}': '5x9' },
);
const jobs = (failed: number) => ({
  'job_duration_seconds_count{job="worker",name="search.index",outcome="failed"}': `0+${failed}x30`,
  'job_duration_seconds_count{job="worker",name="search.index",outcome="done"}': '0+100x30',
  'job_duration_seconds_count{job="worker",name="feed.fanOut",outcome="done"}': '0+1000x30',
});
add('JobsFail', '25m', jobs(50), jobs(10));
const lag = (le: string, name = 'feed.fanOut') =>
  `job_lag_seconds_bucket{job="worker",name="${name}",le="${le}"}`;
add(
  'FanOutSlow',
  '25m',
  { [lag('30')]: '0+50x30', [lag('120')]: '0+100x30', [lag('+Inf')]: '0+100x30' },
  {
    [lag('30')]: '0+100x30',
    [lag('120')]: '0+100x30',
    [lag('+Inf')]: '0+100x30',
    [lag('30', 'media.convert')]: '0x30',
    [lag('120', 'media.convert')]: '0+5x30',
    [lag('+Inf', 'media.convert')]: '0+5x30',
  },
);
const ages = (queue: number, certificate: number) => ({
  'measurement_age_seconds{job="worker",measurement="queue"}': `${queue}x20`,
  'measurement_age_seconds{job="worker",measurement="certificate"}': `${certificate}x20`,
});
add('MeasurementsStale', '10m', ages(1_000, 60), ages(15, 4_000));

const emails = (sent: number, refused: number, failed: number) => ({
  'emails_total{job="worker",outcome="sent"}': `0+${sent}x100`,
  'emails_total{job="worker",outcome="refused"}': `0+${refused}x100`,
  'emails_total{job="worker",outcome="failed"}': `0+${failed}x100`,
});
add('MailFails', '30m', emails(0, 0, 2), emails(5, 0, 2));
add('MailRefused', '70m', emails(15, 1, 0), emails(25, 1, 0));
const fewEmails = {
  'emails_total{job="worker",outcome="sent"}': then('0x40', '14x60'),
  'emails_total{job="worker",outcome="refused"}': then('0x40', '4x60'),
};
(cases.MailRefused as Cases).alsoQuiet = { at: '70m', series: fewEmails };
const pushes = (accepted: number) => ({
  'push_deliveries_total{job="worker",outcome="accepted"}': `0+${accepted}x100`,
  'push_deliveries_total{job="worker",outcome="rejected"}': '0+5x100',
});
add('PushFails', '60m', pushes(1), pushes(50));

const HOUR = 3_600;
const lastBackup = (at: string) => ({ 'backup_last_success_timestamp_seconds{job="worker"}': at });
add('BackupMissing', '40m', lastBackup('0x60'), lastBackup('1x60'));
// Time begins at 0: after 30 hours, a backup of the first second is too old.
add('BackupOld', '1800m', lastBackup('1x400'), lastBackup(then('1x80', `${20 * HOUR}x320`)), { step: '5m' });
const backupBytes = (values: string) => ({ 'backup_last_bytes{job="worker"}': values });
// A worker that has just started does not know the size yet.
add('BackupSmall', '120m', backupBytes('1000x60 400x90'), backupBytes('1000x60 900x30 0x90'));
const logArchived = (at: string) => ({ 'backup_log_archived_timestamp_seconds{job="worker"}': at });
add('BackupLogOld', '30m', logArchived('600x60'), logArchived('0+60x60'));
const atPlace = (place: string, at: string) => ({
  [`backup_place_last_success_timestamp_seconds{job="worker",place="${place}"}`]: at,
});
add(
  'BackupFailed',
  '30m',
  { 'backup_place_failed{job="worker",place="sftp"}': '1x30' },
  { 'backup_place_failed{job="worker",place="sftp"}': '0x30' },
);
add(
  'BackupOffSiteOld',
  '1800m',
  atPlace('sftp', '1x400'),
  // The alert of its own for the disk is BackupOld.
  { ...atPlace('disk', '1x400'), ...atPlace('sftp', then('1x80', `${20 * HOUR}x320`)) },
  { step: '5m' },
);
add('BackupNotOffSite', '90m', atPlace('disk', '60x100'), {
  ...atPlace('disk', '60x100'),
  ...atPlace('s3', '60x100'),
});
add(
  'RestoreDrillFailed',
  '10m',
  { 'restore_drill_failed{job="worker"}': '1x20' },
  { 'restore_drill_failed{job="worker"}': '0x20' },
);
const lastDrill = (at: string) => ({ 'restore_drill_last_success_timestamp_seconds{job="worker"}': at });
add('RestoreUntested', '2400m', lastDrill('1x500'), lastDrill(then('1x80', `${20 * HOUR}x420`)), {
  step: '5m',
});

const expires = (days: number) => ({
  'certificate_expires_timestamp_seconds{job="worker"}': `${days * 24 * HOUR}x200`,
});
add('CertificateExpires', '90m', expires(10), expires(20));
add('CertificateExpiresSoon', '30m', expires(2), expires(10));
add(
  'CertificateUnreadable',
  '150m',
  { 'certificate_readable{job="worker"}': '0x200' },
  { 'certificate_readable{job="worker"}': '1x200' },
);

const audit = (events: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(events).map(([event, values]) => [
      `audit_events_total{job="gateway",event="${event}"}`,
      values,
    ]),
  );
// On the first day of term many mistype their passwords, but more sign in.
add(
  'SignInAttack',
  '20m',
  audit({ sign_in_failed: '0+50x30', signed_in: '0+2x30' }),
  audit({ sign_in_failed: '0+50x30', signed_in: '0+60x30' }),
);
add('StolenSessions', '20m', audit({ refresh_reused: '0+1x30' }), audit({ refresh_reused: '0 1 2x30' }));
// A process that starts begins at 0, and a store that starts finds what was before.
add('RoleGranted', '10m', audit({ role_granted: '5 5 0 0 1x20' }), audit({ role_granted: '5 5 0x20' }));
// A week at steps of five minutes, then the wave.
const wave = (series: string, usual: number, later: number) => ({
  [series]: then(`0+${usual}x2016`, `${usual * 2016}+${later}x24`),
});
const WEEK = { step: '5m', every: '1h' };
const register = post('/api/v1/auth/register');
add('RegistrationWave', '10140m', wave(register, 1, 40), wave(register, 20, 40), WEEK);
const published = 'events_total{job="gateway",event="content.published"}';
add('PostWave', '10140m', wave(published, 10, 100), wave(published, 60, 100), WEEK);
add('ReportWave', '10140m', wave(post('/api/v1/reports'), 0, 5), wave(post('/api/v1/reports'), 0, 1), WEEK);
add(
  'ReportsWait',
  '20m',
  { 'campus_oldest_report_seconds{job="worker"}': '90000x30' },
  { 'campus_oldest_report_seconds{job="worker"}': '7200x30' },
);
