import { isIP } from 'node:net';
import { parseUrl } from '@chitlaq/text/parse-url';
import { z } from 'zod';
import { parseDsn } from './error-reports.ts';
import { isNetwork, NAMED_NETWORKS } from './ip-addresses.ts';
import { splitKeys } from './secrets/secrets.ts';

/** Splits a comma-separated setting. */
export const splitList = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

const Flag = z.enum(['0', '1']).transform((value) => value === '1');
const Port = z.coerce.number().int().min(0).max(65535);
const Networks = z
  .string()
  .refine((value) => splitList(value).every(isNetwork), 'must be networks such as 10.1.0.0/16, by comma');

/** Whether a value is an origin and nothing more: no path, query or password. */
export function isOrigin(value: string): boolean {
  const url = parseUrl(value);
  if (!url) return false;
  const { protocol, hostname, pathname, search, hash, username, password } = url;
  const isBare = pathname === '/' && `${search}${hash}${username}${password}` === '';
  return /^https?:$/.test(protocol) && hostname !== '' && isBare;
}

function isPlainAddress(value: string): boolean {
  const url = parseUrl(value);
  return url !== undefined && `${url.search}${url.hash}${url.username}${url.password}` === '';
}

/** An email address, alone or in angle brackets after a name. */
const SENDER = /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

/** An address of a DNS server, with a port if it is not 53. */
const isDnsServer = (value: string): boolean =>
  isIP(value) !== 0 || isIP(/^\[?([\da-f.:]+?)\]?:\d{1,5}$/i.exec(value)?.[1] ?? '') !== 0;

/** Roles that may run as processes of their own, which a gateway reaches by address. Types check `server/roles.ts` against it. */
export const SERVICE_ROLES = [
  'auth',
  'feed',
  'media',
  'messaging',
  'operations',
  'realtime',
  'search',
] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];
export const serviceSetting = <Role extends ServiceRole>(role: Role) =>
  `${role.toUpperCase() as Uppercase<Role>}_SERVICE_URL` as const;

/** `MESSAGING_SERVICE_URL` and the like, one for each service role. */
function serviceAddresses() {
  const address = (role: ServiceRole) =>
    z.url().optional().describe(`Address of the process with role \`${role}\`, if it is a separate process`);
  return Object.fromEntries(SERVICE_ROLES.map((role) => [serviceSetting(role), address(role)])) as Record<
    ReturnType<typeof serviceSetting<ServiceRole>>,
    ReturnType<typeof address>
  >;
}

/** Settings by subject. `.env.example` and the handbook's tables are generated from this and `describe`. */
export const settingGroups = {
  Application: {
    NODE_ENV: z
      .enum(['production', 'development', 'test'])
      .default('development')
      .describe('`production` refuses demo data, missing secrets and lifted limits'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .refine(
        isOrigin,
        'must be an origin such as https://campus.example.edu, without a path, query or password',
      )
      .optional()
      .describe(
        'The one origin members open, as in https://campus.example.edu; by default http://localhost:PORT. Any other host needs NODE_ENV=production. Passkeys are bound to the host: after a move to another, members add theirs again',
      ),
    DATA_DIR: z
      .string()
      .default('.data')
      .describe('Folder for the embedded database, files, emails and secrets'),
    DEMO: Flag.optional().describe(
      '1 fills an empty database with the demo campus, whose password is public; by default 1 in development on a loopback HOST, refused elsewhere',
    ),
  },
  Processes: {
    ROLES: z
      .string()
      .default('all')
      .describe('Roles of this process: `all`, or names from server/roles.ts, separated by commas'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address the gateway listens on; 0.0.0.0 for every interface'),
    PORT: Port.default(3000).describe('Port of the gateway'),
    WORKER_SCAN_SECONDS: z.coerce
      .number()
      .min(0.1)
      .max(10)
      .default(10)
      .describe(
        'How often workers look for dead ones, whose jobs are retried after two scans; less for tests',
      ),
    WORKER_PORT: Port.default(0).describe(
      'Port of /health, /ready and /metrics of the worker; 0 for any free one. Alone it listens on PORT unless this is set',
    ),
    REALTIME_PORT: Port.default(0).describe(
      'Port of the realtime process if other roles start with it; 0 for any free one. Alone it listens on PORT',
    ),
    DRAIN_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .max(60)
      .default(0)
      .describe(
        'How long a process of HTTP goes on after SIGTERM, no longer ready, so that a proxy in front sends requests elsewhere, in seconds',
      ),
    METRICS_NETWORKS: Networks.default('').describe(
      'Networks that may read /metrics and all of /status, besides this machine (CIDR, separated by commas)',
    ),
    METRICS_URL: z
      .url({ protocol: /^https?$/ })
      .refine(isPlainAddress, 'must be an address such as http://metrics:8428, without password or query')
      .optional()
      .describe(
        'Address of the metrics store (VictoriaMetrics or Prometheus), as in http://metrics:8428, for the charts in the admin app',
      ),
    ...serviceAddresses(),
    LOAD_SHEDDING: Flag.optional().describe(
      '1 drops work that members can do without while processors or memory are busy, and takes it up again; by default 1 in production',
    ),
    CHITLAQ_SUPERVISED: Flag.optional().describe(
      'Set for child processes: they exit when their parent has exited',
    ),
  },
  Database: {
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe(
        'PostgreSQL 15–17 (18 can crash: docs/adr/0102); without it an embedded server starts under DATA_DIR',
      ),
    DATABASE_DIRECT_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe(
        'The same database without PgBouncer, for LISTEN, migrations and jobs; by default DATABASE_URL',
      ),
    DATABASE_PASSWORD: z
      .string()
      .optional()
      .describe('Password for DATABASE_URL and DATABASE_DIRECT_URL, if they contain none'),
    DATABASE_POOL: z.coerce
      .number()
      .int()
      .min(1)
      .max(200)
      .default(10)
      .describe('Database connections per process'),
    DATABASE_PREPARE: Flag.optional().describe(
      '1 prepares long statements through a pooler too, as PgBouncer can from 1.21 on with `max_prepared_statements`; without a pooler they always are',
    ),
  },
  'Bus and cache': {
    REDIS_URL: z
      .url({ protocol: /^rediss?$/ })
      .optional()
      .describe('Redis for the bus and the cache; without it, PostgreSQL and process memory are used'),
    REDIS_PASSWORD: z.string().optional().describe('Password for REDIS_URL, if it contains none'),
  },
  Security: {
    SECRET_KEY: z
      .string()
      .refine(
        (value) => splitKeys(value).every((key) => key.length >= 32),
        'each key must have at least 32 characters',
      )
      .optional()
      .describe(
        'At least 32 random characters (`openssl rand -base64 32`); every other key is derived from it. Several keys, one per line: the first makes what is new, the others are still accepted. Outside production it is generated at the first start',
      ),
    STAFF_SECOND_FACTOR: Flag.optional().describe(
      '1 lets a session act as staff only for twelve hours after a second factor; by default 1 in production',
    ),
    TRUST_PROXY: z
      .string()
      .refine(
        (value) => splitList(value).every((item) => item in NAMED_NETWORKS || isNetwork(item)),
        `must be networks such as 10.1.0.0/16, or ${Object.keys(NAMED_NETWORKS).join(', ')}, by comma`,
      )
      .default('loopback')
      .describe('Addresses whose X-Forwarded-For is trusted (CIDR or names, separated by commas)'),
    CORS_ORIGINS: z
      .string()
      .refine(
        (value) => splitList(value).every(isOrigin),
        'must be origins such as https://app.example.edu, by comma',
      )
      .default('')
      .describe('Other origins whose pages may call the API with a bearer token, separated by commas'),
  },
  'Rate limits': {
    RATE_LIMITS: z
      .enum(['on', 'off'])
      .default('on')
      .describe('`off` lifts the limits for load tests; refused in production'),
    CAMPUS_NETWORKS: Networks.default('').describe(
      'Networks of the campus (CIDR, separated by commas); their shared addresses get much higher limits',
    ),
  },
  Mail: {
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, hostname: /./ })
      .optional()
      .describe(
        'Mail server, as in smtps://user:password@host:465; without it emails are files under DATA_DIR/mail',
      ),
    MAIL_FROM: z
      .string()
      .trim()
      .regex(SENDER, 'must be an address, as in ChitLaq <no-reply@campus.example.edu>')
      .optional()
      .describe(
        'Sender of all emails; by default ChitLaq <no-reply@HOST>, with the host of PUBLIC_URL. The only place for it: the settings of the campus change subjects and footers',
      ),
    MAIL_DKIM_SELECTOR: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/i, 'must be a selector such as mail2026')
      .optional()
      .describe(
        'DKIM selector that the mail server signs with (`s=` in the DKIM-Signature of an email), for the check of DNS records in the admin app',
      ),
    MAIL_SENDING_HOST: z
      .string()
      .regex(
        /^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/i,
        'must be a name or an address, as in mail.campus.example.edu',
      )
      .optional()
      .describe(
        'Name or address of the machine from which emails leave, for the same check; without it SPF is not compared with an address, and PTR not looked up',
      ),
    MAIL_DNS_SERVERS: z
      .string()
      .refine(
        (value) => splitList(value).every(isDnsServer),
        'must be addresses such as 192.0.2.53 or 192.0.2.53:5353, by comma',
      )
      .default('')
      .describe('DNS servers for the same check, separated by commas; by default those of the system'),
  },
  Storage: {
    S3_URL: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'Bucket for uploaded files, as in https://ACCESS:SECRET@host/bucket?region=eu-central-1; without it DATA_DIR/uploads',
      ),
    FILES_LOCATION: z
      .string()
      .regex(/^\/(?:[\w-]+\/)+$/, 'must be a path such as /internal-files/')
      .optional()
      .describe(
        'Internal location of the Nginx in front that serves DATA_DIR/uploads/files, as in /internal-files/: we decide who may have a file, Nginx sends it. By default we send it ourselves',
      ),
    MEDIA_QUOTA_MB: z.coerce
      .number()
      .int()
      .min(1)
      .default(2048)
      .describe('Storage for the files of one member, in MiB'),
    MEDIA_MIN_FREE_MB: z.coerce
      .number()
      .int()
      .min(0)
      .default(2048)
      .describe(
        'Uploads and message exports stop when the disk of DATA_DIR has less free space than this, in MiB, so that the database keeps running',
      ),
    EXPORT_KEEP_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(90)
      .default(7)
      .describe('Days until a message export is deleted'),
  },
  Backup: {
    BACKUP_DIR: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder for backups of the embedded database, outside of DATA_DIR, best on another disk; if set, a worker archives the log all the time, makes a backup each night and tries to restore it',
      ),
    BACKUP_KEY_FILE: z
      .string()
      .min(1)
      .optional()
      .describe(
        'File with the key of the backups, created with the first one; by default DATA_DIR/secrets/backup-key. Keep a copy elsewhere: no backup contains it',
      ),
    BACKUP_LOG_SECONDS: z.coerce
      .number()
      .int()
      .min(1)
      .max(240)
      .default(30)
      .describe('How often the log and new files are copied to BACKUP_DIR: about what is lost with the disk'),
  },
  Realtime: {
    REALTIME_MAX_CONNECTIONS: z.coerce
      .number()
      .int()
      .min(1)
      .default(20_000)
      .describe('Maximum sockets of one realtime process; it needs as many open files'),
    REALTIME_DRAIN_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .max(600)
      .default(20)
      .describe('Time for clients to move to another realtime process when one stops, in seconds'),
  },
  Logging: {
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info')
      .describe('Minimum level that is logged'),
    LOG_DIR: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Folder for logs, five files of 5 MB for each kind of process; without it, logs go to standard output',
      ),
    LOG_SAMPLE: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe(
        'Share of ordinary requests that are logged, such as 0.1; refusals, errors and slow responses are always logged',
      ),
  },
  'Traffic log': {
    TRAFFIC_LOG: z
      .enum(['on', 'off'])
      .default('off')
      .describe(
        '`on` keeps who signed in, wrote or uploaded, from which address and port and when, as law 5651 of Turkey asks of hosting providers. Ask a lawyer first: docs/handbook/traffic-log.md',
      ),
    TRAFFIC_LOG_DIR: z
      .string()
      .min(1)
      .optional()
      .describe('Folder of the traffic log; by default DATA_DIR/traffic-log'),
    TRAFFIC_LOG_KEY_FILE: z
      .string()
      .min(1)
      .optional()
      .describe(
        'File with the key of the traffic log, created when it is first needed; by default DATA_DIR/secrets/traffic-log-key. Keep a copy elsewhere: without it nobody reads the log',
      ),
    TRAFFIC_LOG_MONTHS: z.coerce
      .number()
      .int()
      .min(12)
      .max(24)
      .default(12)
      .describe('Months until a day of the traffic log is deleted; the law says one to two years'),
    TRAFFIC_LOG_TSA_URL: z
      .url({ protocol: /^https?$/ })
      .refine(
        isPlainAddress,
        'must be an address such as https://tsa.example.org/, without password or query',
      )
      .optional()
      .describe(
        'Time-stamp authority (RFC 3161) that `npm run traffic-log -- stamp` asks. No process asks it by itself',
      ),
  },
  'Front end': {
    WEB_URL: z
      .url()
      .optional()
      .describe('Address of the process that serves the web app, if the gateway does not'),
    ADMIN_URL: z
      .url()
      .optional()
      .describe('Address of the process that serves the admin app, if the gateway does not'),
  },
  'External services': {
    SENTRY_DSN: z
      .string()
      .refine((value) => parseDsn(value) !== undefined, 'must be as in https://KEY@errors.example.edu/1')
      .optional()
      .describe(
        'Server that receives errors by the protocol of Sentry (also GlitchTip, Bugsink), as in https://KEY@errors.example.edu/1; without it errors are in the log only',
      ),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({ protocol: /^https?$/ })
      .refine(isPlainAddress, 'must be an address such as http://traces:4318, without password or query')
      .optional()
      .describe(
        'Store that receives traces by OTLP over HTTP (Jaeger, VictoriaTraces, Tempo, a collector), as in http://traces:4318; without it no traces are recorded',
      ),
    OTEL_SERVICE_NAME: z
      .string()
      .regex(/^[\w.-]{1,60}$/, 'must be a name such as feed')
      .optional()
      .describe(
        'Name of this process in traces; by default its roles, or what it is: gateway, worker, realtime',
      ),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of requests, jobs and frames that are traced, such as 0.05'),
    PUSH_LOCAL_ENDPOINTS: Flag.optional().describe(
      '1 allows push subscriptions with hosts on this machine, for tests with their own push service; refused in production',
    ),
    PREVIEW_LOCAL_ADDRESSES: z
      .string()
      .default('')
      .describe(
        'Hosts with port on this machine that link previews may read, separated by commas, for tests with their own site; refused in production',
      ),
  },
};

/** Every setting of a process. */
export const Env = z.object({
  ...settingGroups.Application,
  ...settingGroups.Processes,
  ...settingGroups.Database,
  ...settingGroups['Bus and cache'],
  ...settingGroups.Security,
  ...settingGroups['Rate limits'],
  ...settingGroups.Mail,
  ...settingGroups.Storage,
  ...settingGroups.Backup,
  ...settingGroups.Realtime,
  ...settingGroups.Logging,
  ...settingGroups['Traffic log'],
  ...settingGroups['Front end'],
  ...settingGroups['External services'],
});
export type Env = z.infer<typeof Env>;
