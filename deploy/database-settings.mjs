// Derives the settings of PostgreSQL and PgBouncer from the memory and the processors that the database may use, and writes the
// reason beside each. Node's own modules only: `node deploy/database-settings.mjs --memory 5120 --processors 8 --out deploy/settings/16gb`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * The share of the connections that each role of our processes gets, by how many statements its requests take. A role alone in its
 * pool cannot take the connections of another.
 */
export const POOL_SHARES = {
  gateway: 4,
  auth: 3,
  feed: 5,
  search: 3,
  messaging: 4,
  media: 2,
  operations: 1,
  realtime: 2,
  worker: 4,
};
/** Roles that PostgreSQL is reached by without PgBouncer: a worker holds up to seven connections, any other process one. */
const DIRECT_CONNECTIONS = 40;
/** For backups, monitoring, and a person at `psql`, who must get in when everything else is full. */
const RESERVED_CONNECTIONS = 15;
const MIN_MEMORY_MB = 512;

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
/** Rounds down to a multiple, so that the figures can be read. */
const floorTo = (value, step) => Math.max(step, Math.floor(value / step) * step);
const sum = (values) => values.reduce((total, value) => total + value, 0);
const megabytes = (value) => (value % 1024 === 0 ? `${value / 1024}GB` : `${value}MB`);

/**
 * @param memoryMb  the memory limit of PostgreSQL's container; the page cache for its files counts towards it
 * @param processors  processors of the machine
 * @returns rows of name, value and reason for both programs
 * @throws Error if there is too little memory
 */
export function databaseSettings({ memoryMb, processors }) {
  if (!Number.isInteger(memoryMb) || memoryMb < MIN_MEMORY_MB)
    throw new Error(`PostgreSQL needs at least ${MIN_MEMORY_MB} MB, not ${memoryMb}`);
  if (!Number.isInteger(processors) || processors < 1)
    throw new Error(`the number of processors must be at least 1, not ${processors}`);

  const pools = poolSizes(processors);
  const pooled = sum(Object.values(pools));
  const connections = pooled + DIRECT_CONNECTIONS + RESERVED_CONNECTIONS;
  const shared = floorTo(memoryMb / 4, 64);
  // Sorts in all connections at once may take a quarter of the memory; few statements sort, and those have up to two sorts.
  const work = clamp(floorTo(memoryMb / 4 / (connections / 4), 4), 4, 64);
  const maintenance = clamp(floorTo(memoryMb / 16, 32), 64, 512);
  const vacuumWorkers = clamp(Math.floor(processors / 2), 1, 3);
  const parallelWorkers = clamp(Math.floor(processors / 4), 0, 2);
  const maxWal = clamp(floorTo(memoryMb / 2, 512), 1024, 4096);

  const postgres = [
    ['listen_addresses', '*', 'the network of the stack is not reachable from outside'],
    ['port', 5432, 'the usual one'],
    [
      'unix_socket_directories',
      '/run/postgresql',
      'for health checks and administration inside the container',
    ],
    ['password_encryption', 'scram-sha-256', 'no reversible passwords'],
    ['log_timezone', 'UTC', 'the same clock in every log'],
    ['timezone', 'UTC', 'timestamps are read in UTC, the fast path of our driver'],
    [
      'max_connections',
      connections,
      `${pooled} of the pools, ${DIRECT_CONNECTIONS} direct ones of our processes, ${RESERVED_CONNECTIONS} for operators`,
    ],
    ['superuser_reserved_connections', 5, 'an operator gets in when every other connection is taken'],
    [
      'shared_buffers',
      megabytes(shared),
      `a quarter of ${memoryMb} MB; the rest of the memory caches the same files`,
    ],
    [
      'effective_cache_size',
      megabytes(floorTo((memoryMb * 7) / 10, 64)),
      'what the planner may expect to be cached: 70 % of the memory',
    ],
    [
      'work_mem',
      `${work}MB`,
      `a quarter of the memory when a quarter of ${connections} connections sorts at once`,
    ],
    ['maintenance_work_mem', `${maintenance}MB`, 'a sixteenth of the memory, for creating an index'],
    [
      'autovacuum_work_mem',
      `${clamp(Math.floor(maintenance / 2), 32, 256)}MB`,
      `${vacuumWorkers} vacuums at once stay within the limit`,
    ],
    ['huge_pages', 'off', 'a container has none unless the host reserves them'],
    ['jit', 'off', 'our statements take milliseconds; compiling one takes longer'],
    [
      'plan_cache_mode',
      'force_generic_plan',
      'planning a statement costs more than running it: once for a connection',
    ],
    ['random_page_cost', 1.1, 'an SSD reads any page about as fast as the next'],
    ['effective_io_concurrency', 200, 'an SSD answers many reads at once'],
    ['max_worker_processes', processors + 4, 'one for each processor, and the background workers'],
    ['max_parallel_workers', processors, 'never more than processors'],
    [
      'max_parallel_workers_per_gather',
      parallelWorkers,
      'many short requests at once beat one that takes every processor',
    ],
    [
      'max_parallel_maintenance_workers',
      clamp(Math.floor(processors / 2), 1, 2),
      'creating an index leaves processors to members',
    ],
    ['wal_level', 'replica', 'backups archive the log'],
    ['wal_buffers', '16MB', 'the most that ever helps'],
    ['wal_compression', 'lz4', 'less to write and to archive, for little processor time'],
    ['min_wal_size', megabytes(Math.floor(maxWal / 4)), 'log files are reused instead of created'],
    [
      'max_wal_size',
      megabytes(maxWal),
      'checkpoints come by time, not in the middle of a peak; a recovery reads at most this',
    ],
    [
      'checkpoint_timeout',
      '10min',
      'fewer full pages in the log than with the default of 5 minutes; recovery stays under a minute',
    ],
    ['checkpoint_completion_target', 0.9, 'spreads the writes of a checkpoint'],
    ['archive_mode', 'on', 'pgBackRest keeps the log, so that any moment can be restored'],
    ['archive_command', 'pgbackrest archive-push %p', 'to the disk and off site; docs/handbook/backup.md'],
    ['archive_timeout', '60s', 'at most a minute of writes waits to be archived'],
    ['autovacuum_max_workers', vacuumWorkers, 'half of the processors, at most three'],
    [
      'autovacuum_vacuum_scale_factor',
      0.05,
      'large tables are cleaned after a twentieth has changed, in small portions',
    ],
    ['autovacuum_analyze_scale_factor', 0.02, 'plans follow the data'],
    ['shared_preload_libraries', 'pg_stat_statements', 'finds the statements that cost most'],
    ['pg_stat_statements.max', 2000, 'we have some hundred statements'],
    ['pg_stat_statements.track', 'top', 'statements of functions are counted with their callers'],
    ['track_io_timing', 'on', 'tells waiting for the disk from work'],
    ['log_destination', 'stderr', 'the engine collects and bounds the log'],
    ['log_line_prefix', '%m [%p] %a ', 'time, process, and which of our processes'],
    ['log_min_duration_statement', '1s', 'a statement of a second is slow (N15)'],
    ['log_parameter_max_length', 0, 'slow statements are logged without what members wrote'],
    ['log_parameter_max_length_on_error', 0, 'so are failed ones'],
    ['log_checkpoints', 'on', 'shows whether max_wal_size suffices'],
    ['log_lock_waits', 'on', 'names who waits for whom'],
    ['log_autovacuum_min_duration', '10s', 'names the tables that take long to clean'],
    ['log_temp_files', '32MB', 'a sort that did not fit in work_mem'],
    ['lock_timeout', 0, 'migrations and requests set their own'],
    ['tcp_keepalives_idle', 60, 'a client that has vanished gives its locks back after about two minutes'],
    ['tcp_keepalives_interval', 15, ''],
    ['tcp_keepalives_count', 4, ''],
  ];
  const pgbouncer = [
    ['listen_addr', '*', 'the network of the stack is not reachable from outside'],
    ['listen_port', 6432, 'the usual one'],
    ['unix_socket_dir', '', 'nobody uses one'],
    ['auth_type', 'scram-sha-256', 'as in PostgreSQL'],
    ['auth_file', '/run/pgbouncer/users.txt', 'written to memory at the start, from the secret'],
    ['pool_mode', 'transaction', 'a connection serves another client as soon as a transaction ends'],
    ['default_pool_size', Math.max(...Object.values(pools)), 'for a database that is not listed'],
    ['max_client_conn', 1000, 'idle clients are cheap: 2 kB each. Leaves room for --scale'],
    [
      'max_prepared_statements',
      200,
      'our processes prepare their long statements, about a hundred: DATABASE_PREPARE',
    ],
    ['query_wait_timeout', 15, 'as long as a statement may take; then the request gets a 503'],
    ['server_idle_timeout', 300, 'after a peak, PostgreSQL gets its memory back'],
    ['server_lifetime', 3600, 'a backend that has grown is replaced within the hour'],
    ['server_connect_timeout', 5, 'PostgreSQL on the same machine answers in milliseconds'],
    ['server_login_retry', 1, 'after a restart of PostgreSQL, members wait a second'],
    ['dns_nxdomain_ttl', 1, 'a container has no name while it restarts; the default is 15 seconds'],
    ['dns_max_ttl', 1, 'and may come back with another address'],
    ['tcp_keepalive', 1, ''],
    ['log_connections', 0, 'our processes open and close many'],
    ['log_disconnections', 0, ''],
    ['stats_period', 60, 'one line a minute in the log'],
    ['stats_users', 'chitlaq', 'monitoring reads SHOW STATS and SHOW POOLS with it'],
    ['ignore_startup_parameters', 'extra_float_digits', 'the client of that exporter always sends it'],
  ];
  return { postgres, pgbouncer, pools, connections };
}

/** Connections to PostgreSQL for each role: 30 to 60 together, six for each processor. */
function poolSizes(processors) {
  const total = clamp(processors * 6, 30, 60);
  const shares = sum(Object.values(POOL_SHARES));
  return Object.fromEntries(
    Object.entries(POOL_SHARES).map(([role, share]) => [
      role,
      Math.max(2, Math.round((total * share) / shares)),
    ]),
  );
}

const quoted = (value) => (typeof value === 'number' ? value : `'${value}'`);
const beside = (line, reason) => (reason ? `${line.padEnd(50)} # ${reason}` : line);

/** The text of `postgresql.conf`. */
export const postgresConf = ({ postgres }, about) =>
  `# ${about}\n\n${postgres.map(([name, value, reason]) => beside(`${name} = ${quoted(value)}`, reason)).join('\n')}\n`;

/** The text of `pgbouncer.ini`. It knows comments only on lines of their own. */
export const pgbouncerIni = ({ pgbouncer, pools }, about) =>
  `; ${about}

; A pool for each role. \`all\` is for a gateway that serves every module itself.
[databases]
${[...Object.entries(pools), ['all', sum(Object.values(pools)) - pools.realtime - pools.worker]]
  .map(
    ([role, size]) =>
      `chitlaq_${role} = host=postgres port=5432 dbname=chitlaq pool_size=${size} max_db_connections=${size}`,
  )
  .join('\n')}

[pgbouncer]
${pgbouncer.map(([name, value, reason]) => `${reason ? `; ${reason}\n` : ''}${name} = ${value}`).join('\n')}
`;

/** Both files for a machine, by name. */
export function settingsFiles({ memoryMb, processors }) {
  const settings = databaseSettings({ memoryMb, processors });
  const about = `For ${memoryMb} MB and ${processors} processors. Written by deploy/database-settings.mjs, which has the rules.`;
  return { 'postgresql.conf': postgresConf(settings, about), 'pgbouncer.ini': pgbouncerIni(settings, about) };
}

function main() {
  const { values } = parseArgs({
    options: { memory: { type: 'string' }, processors: { type: 'string' }, out: { type: 'string' } },
  });
  const files = settingsFiles({ memoryMb: Number(values.memory), processors: Number(values.processors) });
  if (values.out) mkdirSync(values.out, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    if (values.out) writeFileSync(join(values.out, name), text);
    else process.stdout.write(`${text}\n`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    main();
  } catch (error) {
    console.error(`  ✗ ${error.message}`);
    process.exit(1);
  }
}
