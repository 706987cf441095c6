import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** What gives a person or a secret away wherever it stands, even in the message of an error that is not ours. */
const TELLING: readonly [RegExp, string][] = [
  [/[\w.+'%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g, '[address]'],
  // Access tokens, then all that is opaque: refresh, device and mailed tokens, 32 bytes or more.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(?<![\w-])[\w-]{43,}(?![\w-])/g, '[token]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  // Three colons or more, or two together: a time of day has fewer.
  [
    /(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])/gi,
    '[ip]',
  ],
];

const masked = (line: string): string =>
  TELLING.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);

/**
 * A JSON logger. An entry is an event with fields; secrets and whatever tells a person are masked: by name, and by their look
 * in the finished line, since an error of a library may quote what it was given.
 *
 * @param to  where lines go; standard output when absent
 */
export function openLog(level: string, name: string, to: DestinationStream = pino.destination(1)): Logger {
  const options: LoggerOptions = {
    hooks: { streamWrite: masked },
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
