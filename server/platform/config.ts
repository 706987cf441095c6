import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const Flag = z.enum(['0', '1']).transform((value) => value === '1');
const emptyIsAbsent = (value: unknown) => (value === '' ? undefined : value);

/** Every setting of a process. `.env.example` and the handbook's table are generated from `describe`. */
export const Env = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'])
    .default('development')
    .describe('`production` refuses demo data, missing secrets and lifted limits'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port of the gateway'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the gateway listens on; 0.0.0.0 for every interface'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'The one origin members open, as in https://campus.example.edu; by default http://localhost:PORT',
    ),
  DATA_DIR: z.string().default('.data').describe('Where the embedded database, files, mail and secrets live'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15–18; without it an embedded one starts under DATA_DIR'),
  DATABASE_DIRECT_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('The same database past PgBouncer, for LISTEN, migrations and jobs; by default DATABASE_URL'),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('Database connections per process'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis for the bus and the cache; without it PostgreSQL and process memory'),
  S3_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Bucket for uploaded files, as in https://ACCESS:SECRET@host/bucket?region=eu-central-1; without it DATA_DIR/uploads',
    ),
  MEDIA_QUOTA_MB: z.coerce
    .number()
    .int()
    .min(1)
    .default(2048)
    .describe('What the files of one member may take, in MiB'),
  MEDIA_MIN_FREE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .default(2048)
    .describe(
      'Uploads stop when the disk of DATA_DIR has less room than this, in MiB, long before the database',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Mail server, as in smtps://user:password@host:465; without it mails are files under DATA_DIR/mail',
    ),
  MAIL_FROM: z.string().default('ChitLaq <no-reply@localhost>').describe('Sender of all mail'),
  PUSH_LOCAL_ENDPOINTS: Flag.optional().describe(
    '1 lets push subscriptions name hosts of this machine, for tests with a push service of their own; refused in production',
  ),
  PREVIEW_LOCAL_ADDRESSES: z
    .string()
    .default('')
    .describe(
      'Hosts with port of this machine, by comma, whose pages link previews may read, for tests with a site of their own; refused in production',
    ),
  ROLES: z
    .string()
    .default('all')
    .describe('What this process serves: `all`, or names of server/roles.ts, by comma'),
  DEMO: Flag.optional().describe(
    '1 fills an empty database with the demo campus; by default 1 outside production',
  ),
  RATE_LIMITS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`off` lifts the limits for load tests; refused in production'),
  CAMPUS_NETWORKS: z
    .string()
    .default('')
    .describe('Networks of the campus (CIDR, by comma), whose shared addresses get a far wider allowance'),
  TRUST_PROXY: z
    .string()
    .default('loopback')
    .describe('Addresses whose X-Forwarded-For is believed (CIDR or names, by comma)'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .describe('Other origins whose pages may call the API with a bearer token, by comma'),
  SECRET_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      'At least 32 random characters; every other key is derived from it. Made at first start outside production',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged'),
  WEB_URL: z.url().optional().describe('Address of the web process; the default run sets it itself'),
  ADMIN_URL: z.url().optional().describe('Address of the admin process; the default run sets it itself'),
  AUTH_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `auth`, when it is another'),
  OPERATIONS_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `operations`, when it is another'),
  FEED_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `feed`, when it is another'),
  MEDIA_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `media`, when it is another'),
  SEARCH_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `search`, when it is another'),
  REALTIME_SERVICE_URL: z
    .url()
    .optional()
    .describe('Address of the process with role `realtime`, when it is another'),
  REALTIME_MAX_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_000)
    .describe('Sockets that one realtime process takes; it needs as many open files'),
  REALTIME_DRAIN_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(600)
    .default(20)
    .describe('How long clients have to move to another realtime process when one is stopped'),
  CHITLAQ_SUPERVISED: Flag.optional().describe('Set for child processes: end when the parent is gone'),
});
type Env = z.infer<typeof Env>;

export interface Config {
  production: boolean;
  port: number;
  host: string;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string | undefined;
  databaseDirectUrl: string | undefined;
  databasePool: number;
  redisUrl: string | undefined;
  s3Url: string | undefined;
  mediaQuotaMb: number;
  mediaMinFreeMb: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  pushLocalEndpoints: boolean;
  previewLocalAddresses: string[];
  roles: string[];
  demo: boolean;
  rateLimits: boolean;
  campusNetworks: string[];
  trustProxy: string[];
  corsOrigins: string[];
  logLevel: Env['LOG_LEVEL'];
  webUrl: string | undefined;
  adminUrl: string | undefined;
  serviceUrls: Record<string, string | undefined>;
  realtimeMaxConnections: number;
  realtimeDrainSeconds: number;
  supervised: boolean;
}

/** Keys, kept apart from settings so that they are never logged or serialised. */
export class Secrets {
  #master: Buffer;
  constructor(master: string) {
    this.#master = Buffer.from(master, 'utf8');
  }
  /** A 256-bit key for one purpose, derived with HKDF-SHA256. The same purpose gives the same key in every process. */
  key(purpose: string): KeyObject {
    return createSecretKey(Buffer.from(hkdfSync('sha256', this.#master, 'chitlaq', purpose, 32)));
  }
  toJSON() {
    return '[secrets]';
  }
}

/** What is wrong with the settings, all at once, one line each. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem';
}

const list = (value: string) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/**
 * Reads and checks the settings.
 * @throws ConfigProblem with a line per fault
 */
export function readConfig(source: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(source).map(([key, value]) => [key, emptyIsAbsent(value)]));
  const parsed = Env.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  if (production) {
    if (given.RATE_LIMITS === 'off') faults.push('RATE_LIMITS: `off` is refused in production');
    if (given.PUSH_LOCAL_ENDPOINTS === '1')
      faults.push('PUSH_LOCAL_ENDPOINTS: hosts of this machine are refused in production');
    if (given.PREVIEW_LOCAL_ADDRESSES)
      faults.push('PREVIEW_LOCAL_ADDRESSES: pages of this machine are refused in production');
    if (given.DEMO === '1') faults.push('DEMO: the demo campus is refused in production');
    if (!given.SECRET_KEY)
      faults.push('SECRET_KEY: must be given in production, at least 32 random characters');
    if (!given.PUBLIC_URL) faults.push('PUBLIC_URL: must be given in production');
  }
  if (!parsed.success || faults.length > 0) throw new ConfigProblem(faults.join('\n'));
  const env = parsed.data;
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    s3Url: env.S3_URL,
    mediaQuotaMb: env.MEDIA_QUOTA_MB,
    mediaMinFreeMb: env.MEDIA_MIN_FREE_MB,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    pushLocalEndpoints: env.PUSH_LOCAL_ENDPOINTS ?? false,
    previewLocalAddresses: list(env.PREVIEW_LOCAL_ADDRESSES),
    roles: list(env.ROLES),
    demo: env.DEMO ?? !production,
    rateLimits: env.RATE_LIMITS === 'on',
    campusNetworks: list(env.CAMPUS_NETWORKS),
    trustProxy: list(env.TRUST_PROXY),
    corsOrigins: list(env.CORS_ORIGINS),
    logLevel: env.LOG_LEVEL,
    webUrl: env.WEB_URL,
    adminUrl: env.ADMIN_URL,
    serviceUrls: {
      auth: env.AUTH_SERVICE_URL,
      feed: env.FEED_SERVICE_URL,
      media: env.MEDIA_SERVICE_URL,
      operations: env.OPERATIONS_SERVICE_URL,
      realtime: env.REALTIME_SERVICE_URL,
      search: env.SEARCH_SERVICE_URL,
    },
    realtimeMaxConnections: env.REALTIME_MAX_CONNECTIONS,
    realtimeDrainSeconds: env.REALTIME_DRAIN_SECONDS,
    supervised: env.CHITLAQ_SUPERVISED ?? false,
  };
}

/** The master secret: from the environment, else from (or made under) the data folder, readable by its owner alone. */
export function readSecrets(source: Record<string, string | undefined>, dataDir: string): Secrets {
  if (source.SECRET_KEY) return new Secrets(source.SECRET_KEY);
  const folder = join(dataDir, 'secrets');
  const file = join(folder, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process made it first
    }
  }
  return new Secrets(readFileSync(file, 'utf8').trim());
}
