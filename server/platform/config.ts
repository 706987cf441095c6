import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseUrl } from '@chitlaq/text/parse-url';
import { isLoopback, isTooWide } from './ip-addresses.ts';
import { Secrets, splitKeys } from './secrets/secrets.ts';
import { Env, SERVICE_ROLES, type ServiceRole, serviceSetting, splitList } from './settings.ts';

const emptyToUndefined = (value: string | undefined) => (value === '' ? undefined : value);

export interface Config {
  production: boolean;
  port: number;
  host: string;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string | undefined;
  databaseDirectUrl: string | undefined;
  databasePool: number;
  /** Whether a pooler in front of the database keeps prepared statements. */
  databasePrepare: boolean;
  redisUrl: string | undefined;
  s3Url: string | undefined;
  filesLocation: string | undefined;
  mediaQuotaMb: number;
  mediaMinFreeMb: number;
  exportKeepDays: number;
  backupDir: string | undefined;
  backupKeyFile: string;
  backupLogMs: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  mailDkimSelector: string | undefined;
  mailSendingHost: string | undefined;
  /** Empty: those of the system. */
  mailDnsServers: string[];
  pushLocalEndpoints: boolean;
  previewLocalAddresses: string[];
  roles: string[];
  demo: boolean;
  rateLimits: boolean;
  campusNetworks: string[];
  staffSecondFactor: boolean;
  trustProxy: string[];
  corsOrigins: string[];
  sentryDsn: string | undefined;
  /** Undefined: no traces. */
  traces: { endpoint: string; serviceName: string | undefined; share: number } | undefined;
  logLevel: Env['LOG_LEVEL'];
  logDir: string | undefined;
  logSample: number;
  trafficLog: {
    isOn: boolean;
    folder: string;
    keyFile: string;
    months: number;
    authority: string | undefined;
  };
  webUrl: string | undefined;
  adminUrl: string | undefined;
  serviceUrls: Record<ServiceRole, string | undefined>;
  realtimePort: number;
  workerPort: number;
  workerScanMs: number;
  metricsNetworks: string[];
  metricsUrl: string | undefined;
  realtimeMaxConnections: number;
  drainSeconds: number;
  realtimeDrainSeconds: number;
  loadShedding: boolean;
  supervised: boolean;
  /**
   * The address of the database, of Redis or of the mail server as its file says now: a password is changed while processes run, and each
   * new connection needs the newest.
   */
  current(address: string): string;
}

/** All faults of the settings, one line each. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem';
}

/**
 * Reads and validates the settings.
 * @throws ConfigProblem with one line per fault
 */
export function readConfig(source: Record<string, string | undefined>): Config {
  const { given, faults } = withFiles(source);
  const parsed = Env.safeParse(given);
  if (!parsed.success)
    faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const production = given.NODE_ENV === 'production';
  faults.push(...(production ? productionFaults(given) : developmentFaults(given)));
  if (!parsed.success || faults.length > 0) throw new ConfigProblem(faults.join('\n'));
  const env = parsed.data;
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`);
  const databaseUrl = withPassword(env.DATABASE_URL, env.DATABASE_PASSWORD);
  const databaseDirectUrl = withPassword(env.DATABASE_DIRECT_URL, env.DATABASE_PASSWORD) ?? databaseUrl;
  const redisUrl = withPassword(env.REDIS_URL, env.REDIS_PASSWORD);
  const renewable = new Map([
    [redisUrl, { given: env.REDIS_URL, file: source.REDIS_PASSWORD_FILE }],
    [databaseDirectUrl, { given: env.DATABASE_DIRECT_URL, file: source.DATABASE_PASSWORD_FILE }],
    [databaseUrl, { given: env.DATABASE_URL, file: source.DATABASE_PASSWORD_FILE }],
  ]);
  const current = (address: string): string => {
    if (address === env.SMTP_URL && source.SMTP_URL_FILE)
      return readSecretFile(source.SMTP_URL_FILE) || address;
    const { given, file } = renewable.get(address) ?? {};
    if (given === undefined || !file) return address;
    // Empty while it is written.
    const password = readSecretFile(file);
    return (password && withPassword(given, password)) || address;
  };
  return {
    production,
    port: env.PORT,
    host: env.HOST,
    // In the form that browsers send in `Origin`.
    publicUrl: publicUrl.origin,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl,
    databaseDirectUrl,
    databasePool: env.DATABASE_POOL,
    databasePrepare: env.DATABASE_PREPARE ?? false,
    redisUrl,
    s3Url: env.S3_URL,
    filesLocation: env.FILES_LOCATION,
    mediaQuotaMb: env.MEDIA_QUOTA_MB,
    mediaMinFreeMb: env.MEDIA_MIN_FREE_MB,
    exportKeepDays: env.EXPORT_KEEP_DAYS,
    backupDir: env.BACKUP_DIR === undefined ? undefined : resolve(env.BACKUP_DIR),
    backupKeyFile: resolve(env.BACKUP_KEY_FILE ?? join(env.DATA_DIR, 'secrets', 'backup-key')),
    backupLogMs: env.BACKUP_LOG_SECONDS * 1_000,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM ?? `ChitLaq <no-reply@${isIP(bare(publicUrl)) ? 'localhost' : bare(publicUrl)}>`,
    mailDkimSelector: env.MAIL_DKIM_SELECTOR,
    mailSendingHost: env.MAIL_SENDING_HOST,
    mailDnsServers: splitList(env.MAIL_DNS_SERVERS),
    pushLocalEndpoints: env.PUSH_LOCAL_ENDPOINTS ?? false,
    previewLocalAddresses: splitList(env.PREVIEW_LOCAL_ADDRESSES),
    roles: splitList(env.ROLES),
    demo: env.DEMO ?? (!production && isLoopback(env.HOST)),
    rateLimits: env.RATE_LIMITS === 'on',
    campusNetworks: splitList(env.CAMPUS_NETWORKS),
    staffSecondFactor: env.STAFF_SECOND_FACTOR ?? production,
    trustProxy: splitList(env.TRUST_PROXY),
    corsOrigins: splitList(env.CORS_ORIGINS).map((origin) => new URL(origin).origin),
    sentryDsn: env.SENTRY_DSN,
    traces: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
          serviceName: env.OTEL_SERVICE_NAME,
          share: env.OTEL_TRACES_SAMPLER_ARG,
        }
      : undefined,
    logLevel: env.LOG_LEVEL,
    logDir: env.LOG_DIR === undefined ? undefined : resolve(env.LOG_DIR),
    logSample: env.LOG_SAMPLE,
    trafficLog: {
      isOn: env.TRAFFIC_LOG === 'on',
      folder: resolve(env.TRAFFIC_LOG_DIR ?? join(env.DATA_DIR, 'traffic-log')),
      keyFile: resolve(env.TRAFFIC_LOG_KEY_FILE ?? join(env.DATA_DIR, 'secrets', 'traffic-log-key')),
      months: env.TRAFFIC_LOG_MONTHS,
      authority: env.TRAFFIC_LOG_TSA_URL,
    },
    webUrl: env.WEB_URL,
    adminUrl: env.ADMIN_URL,
    serviceUrls: Object.fromEntries(
      SERVICE_ROLES.map((role) => [role, env[serviceSetting(role)]]),
    ) as Config['serviceUrls'],
    realtimePort: env.REALTIME_PORT,
    workerPort: env.WORKER_PORT,
    workerScanMs: env.WORKER_SCAN_SECONDS * 1_000,
    metricsNetworks: splitList(env.METRICS_NETWORKS),
    metricsUrl: env.METRICS_URL,
    realtimeMaxConnections: env.REALTIME_MAX_CONNECTIONS,
    drainSeconds: env.DRAIN_SECONDS,
    realtimeDrainSeconds: env.REALTIME_DRAIN_SECONDS,
    loadShedding: env.LOAD_SHEDDING ?? production,
    supervised: env.CHITLAQ_SUPERVISED ?? false,
    current,
  };
}

/**
 * The settings of an environment, with those that name a file (`SECRET_KEY_FILE`) replaced by what the file contains. Docker and
 * systemd pass secrets as files, which neither a list of processes nor one of containers shows.
 */
function withFiles(source: Record<string, string | undefined>): {
  given: Record<string, string | undefined>;
  faults: string[];
} {
  const faults: string[] = [];
  const given = Object.fromEntries(
    Object.entries(source).map(([key, value]) => [key, emptyToUndefined(value)]),
  );
  for (const name of Object.keys(Env.shape)) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) {
      faults.push(`${name}: set either ${name} or ${name}_FILE, not both`);
      continue;
    }
    try {
      given[name] = emptyToUndefined(readSecretFile(file));
    } catch (error) {
      faults.push(`${name}_FILE: cannot be read: ${(error as Error).message}`);
    }
  }
  return { given, faults };
}

/** Editors and `echo` end a file with a line break. */
const readSecretFile = (file: string): string => readFileSync(file, 'utf8').replace(/\r?\n$/, '');

/** The address of a server, with the password unless it contains one. */
function withPassword(address: string | undefined, password: string | undefined): string | undefined {
  if (address === undefined || password === undefined) return address;
  const url = new URL(address);
  if (url.password === '') url.password = encodeURIComponent(password);
  return url.href;
}

const bare = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** What production requires and what it rejects, one sentence each. */
function productionFaults(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  if (given.RATE_LIMITS === 'off') faults.push('RATE_LIMITS: `off` is refused in production');
  if (given.PUSH_LOCAL_ENDPOINTS === '1')
    faults.push('PUSH_LOCAL_ENDPOINTS: hosts of this machine are refused in production');
  if (given.PREVIEW_LOCAL_ADDRESSES)
    faults.push('PREVIEW_LOCAL_ADDRESSES: pages of this machine are refused in production');
  if (given.DEMO === '1') faults.push('DEMO: the demo campus is refused in production');
  const isPagesOnly = splitList(given.ROLES ?? 'all').every((role) => role === 'web' || role === 'admin');
  if (!isPagesOnly) faults.push(...missingSecrets(given));
  if (!given.PUBLIC_URL) faults.push('PUBLIC_URL: must be set in production');
  else {
    const url = parseUrl(given.PUBLIC_URL);
    if (url?.protocol === 'http:' && !isLoopback(url.hostname))
      faults.push('PUBLIC_URL: must be https in production, or passwords are sent unencrypted');
  }
  for (const [name, what] of [
    ['TRUST_PROXY', 'lets anyone choose their IP address; list only your own proxies'],
    ['METRICS_NETWORKS', 'lets anyone read the metrics; list only your own networks'],
    ['CAMPUS_NETWORKS', 'gives everyone the limits of the campus; list only its own networks'],
  ] as const)
    for (const network of splitList(given[name] ?? '').filter(isTooWide))
      faults.push(`${name}: ${network} ${what}`);
  return faults;
}

/** What every process needs that does more than serve the pages of an app. */
function missingSecrets(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  if (!given.SECRET_KEY) faults.push('SECRET_KEY: must be set in production, at least 32 random characters');
  else if (splitKeys(given.SECRET_KEY).some((key) => entropyBits(key) < MIN_SECRET_BITS))
    faults.push('SECRET_KEY: too easy to guess; generate one with `openssl rand -base64 32`');
  if (!given.DATABASE_URL)
    faults.push('DATABASE_URL: must be set in production; the embedded database is for development');
  if (!given.SMTP_URL)
    faults.push('SMTP_URL: must be set in production, or nobody can confirm their address');
  return faults;
}

const MIN_SECRET_BITS = 80;

/**
 * Estimates the entropy of a secret, by its characters and by the steps between them, and takes the lower estimate: the alphabet
 * in order repeats one step. 32 random hex digits give about 115 bits, `changeme` four times gives 22, one repeated letter 0.
 */
function entropyBits(secret: string): number {
  const characters = [...secret];
  const points = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0));
  return Math.min(entropyOf(characters), entropyOf(steps));
}

/** Shannon entropy × the length of the shortest repeating unit. */
function entropyOf(characters: readonly (string | number)[]): number {
  const period = characters.findIndex(
    (_, shift) => shift > 0 && characters.every((sign, at) => at < shift || sign === characters[at - shift]),
  );
  const unit = period > 0 ? characters.slice(0, period) : characters;
  const counts = new Map<string | number, number>();
  for (const sign of unit) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits + count * Math.log2(unit.length / count), 0);
}

/**
 * Development has a published demo password and shows all email, so it must stay on this machine. A public origin requires
 * production, and the demo campus requires a loopback listener.
 */
function developmentFaults(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  const publicUrl = parseUrl(given.PUBLIC_URL ?? '');
  if (publicUrl && !isLoopback(publicUrl.hostname))
    faults.push(
      `PUBLIC_URL: ${given.PUBLIC_URL} is a public address, which needs NODE_ENV=production; in development use http://localhost`,
    );
  if (given.DEMO === '1' && given.HOST && !isLoopback(given.HOST))
    faults.push(
      `DEMO: the password of the demo campus is public, so HOST must be 127.0.0.1, not ${given.HOST}`,
    );
  return faults;
}

/**
 * The master secret: from the environment or the file that it names, else from the data folder, where it is created on first use, readable by its owner
 * only.
 */
export function readSecrets(source: Record<string, string | undefined>, dataDir: string): Secrets {
  const { given } = withFiles(source);
  const named = emptyToUndefined(source.SECRET_KEY_FILE);
  if (named !== undefined) return new Secrets(() => readFileSync(named, 'utf8'));
  if (given.SECRET_KEY) return new Secrets(given.SECRET_KEY);
  const folder = join(dataDir, 'secrets');
  const file = join(folder, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process created it first
    }
  }
  return new Secrets(() => readFileSync(file, 'utf8').trim());
}
