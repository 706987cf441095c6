import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Config } from './config.ts';
import { parseDsn, withErrorReports } from './error-reports.ts';

/** Size and number of the log files per process: at most about 25 MB. */
const FILE_MB = 5;
const FILES = 5;

/**
 * Patterns that mask addresses, tokens and IPs anywhere in a log line, including messages of library errors.
 *
 * Each pattern is anchored to the start of a run of its characters. Without the anchor it would retry at every position: 60 kB of
 * letters took ten seconds.
 */
const SENSITIVE_PATTERNS: readonly [RegExp, string][] = [
  // The local part may hold any character, of any script, that an address allows without quotes. The @ may be percent-encoded.
  [
    /(?<![^\s"<>()[\],;:\\@])[^\s"<>()[\],;:\\@]+(?:@|%(?:25)*40)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu,
    '[address]',
  ],
  // Access tokens, then all opaque tokens: refresh, device and mailed tokens, 32 bytes or more.
  [/(?<![\w-])(?=(?:[\w-]*-)?eyJ)[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(?<![\w-])[\w-]{43,}(?![\w-])/g, '[token]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  // Three or more colons, or two adjacent ones: a time of day has fewer.
  [
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])/gi,
    '[ip]',
  ],
];

const maskLine = (line: string): string =>
  SENSITIVE_PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);

/**
 * A JSON logger. An entry is an event with fields. Secrets and personal data are masked by field name, and by pattern in the
 * finished line, because library errors may quote their input.
 *
 * @param to  where lines are written; standard output by default
 */
export function openLog(level: string, name: string, to: DestinationStream = pino.destination(1)): Logger {
  const options: LoggerOptions = {
    hooks: { streamWrite: maskLine },
    level,
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        'password',
        'newPassword',
        'currentPassword',
        'token',
        'accessToken',
        'refreshToken',
        'totp',
        'code',
        'email',
        '*.password',
        '*.newPassword',
        '*.currentPassword',
        '*.token',
        '*.accessToken',
        '*.refreshToken',
        '*.totp',
        '*.code',
        '*.email',
        'req.headers.authorization',
        'req.headers.cookie',
        'headers.authorization',
        'headers.cookie',
        'ip',
        '*.ip',
        // PostgreSQL quotes whole rows here.
        'err.detail',
        'err.where',
      ],
      censor: '[masked]',
    },
  };
  return pino(options, to);
}

/**
 * Where a process of this kind logs according to the settings: standard output, or `LOG_DIR/<name>.N.log`, rotated by size,
 * oldest file deleted. Writes are synchronous, so that the last lines before a crash are kept. With `SENTRY_DSN`, errors are also reported.
 */
export async function logDestination(
  config: Pick<Config, 'logDir'> & Partial<Pick<Config, 'sentryDsn' | 'production'>>,
  name: string,
  megabytes = FILE_MB,
): Promise<DestinationStream> {
  const to =
    config.logDir === undefined ? pino.destination(1) : await logFiles(config.logDir, name, megabytes);
  const dsn = parseDsn(config.sentryDsn ?? '');
  return dsn ? withErrorReports(to, dsn, config.production ? 'production' : 'development') : to;
}

async function logFiles(folder: string, name: string, megabytes: number): Promise<DestinationStream> {
  // Loads a date library, which only processes that log to files need.
  const { default: roll } = await import('pino-roll');
  return roll({
    file: join(folder, name),
    extension: 'log',
    size: `${Math.ceil(megabytes * 1024)}k`,
    limit: { count: FILES, removeOtherLogFiles: true },
    mkdir: true,
    sync: true,
    mode: 0o600,
  });
}

/**
 * Whether an ordinary request is among those that are logged. Decided by its id, so that every process on its way decides alike.
 *
 * @param share  0–1
 */
export function isSampled(requestId: string, share: number): boolean {
  return crc32(requestId) < share * 2 ** 32;
}
