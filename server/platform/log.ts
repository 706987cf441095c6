import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Config } from './config.ts';

/** Size and number of the files that a process keeps: some 25 MB, whatever happens. */
const FILE_MB = 5;
const FILES = 5;

/**
 * What gives a person or a secret away wherever it stands, even in the message of an error that is not ours.
 *
 * A pattern begins only where a run of its characters begins, so that each run is read a fixed number of times: one that could
 * begin anywhere in a run reads the rest of it from every place, and 60 kB of letters took ten seconds.
 */
const SENSITIVE_PATTERNS: readonly [RegExp, string][] = [
  // In the part before the sign, whatever no address needs quotes for, of any script; the sign itself may be percent-encoded.
  [
    /(?<![^\s"<>()[\],;:\\@])[^\s"<>()[\],;:\\@]+(?:@|%(?:25)*40)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu,
    '[address]',
  ],
  // Access tokens, then all that is opaque: refresh, device and mailed tokens, 32 bytes or more.
  [/(?<![\w-])(?=(?:[\w-]*-)?eyJ)[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(?<![\w-])[\w-]{43,}(?![\w-])/g, '[token]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  // Three colons or more, or two together: a time of day has fewer.
  [
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])/gi,
    '[ip]',
  ],
];

const maskLine = (line: string): string =>
  SENSITIVE_PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);

/**
 * A JSON logger. An entry is an event with fields; secrets and whatever tells a person are masked: by name, and by their look
 * in the finished line, since an error of a library may quote what it was given.
 *
 * @param to  where lines go; standard output when absent
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
 * Where a process of this kind logs by the settings: standard output, or `LOG_DIR/<name>.N.log`, rolled by size with the oldest
 * removed. Written at once, so that the last words before a crash are there.
 */
export async function logDestination(
  config: Pick<Config, 'logDir'>,
  name: string,
  megabytes = FILE_MB,
): Promise<DestinationStream> {
  if (config.logDir === undefined) return pino.destination(1);
  // Brings a library of dates along, which nobody should carry who does not write files.
  const { default: roll } = await import('pino-roll');
  return roll({
    file: join(config.logDir, name),
    extension: 'log',
    size: `${Math.ceil(megabytes * 1024)}k`,
    limit: { count: FILES, removeOtherLogFiles: true },
    mkdir: true,
    sync: true,
    mode: 0o600,
  });
}

/**
 * Whether an ordinary request is among the share that is logged. Decided by its id, so that every process that it passes through
 * decides alike.
 *
 * @param share  0–1
 */
export function isSampled(requestId: string, share: number): boolean {
  return crc32(requestId) < share * 2 ** 32;
}
