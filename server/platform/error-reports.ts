import { createHash, randomUUID } from 'node:crypto';
import { parseUrl } from '@chitlaq/text/parse-url';
import type { DestinationStream } from 'pino';
import { z } from 'zod';
import { VERSION } from './version.ts';

const TIMEOUT_MS = 3_000;
const MINUTE_MS = 60_000;
/** Of an error that happens at every request, a few reports say as much as all. */
const MAX_PER_MINUTE = 20;

export interface Dsn {
  /** Where reports are posted. */
  endpoint: string;
  key: string;
}

/** Reads an address such as https://KEY@errors.example.edu/1. Undefined if it is none. */
export function parseDsn(text: string): Dsn | undefined {
  const url = parseUrl(text);
  const [, path = '', project = ''] = /^(.*)\/(\d+)$/.exec(url?.pathname ?? '') ?? [];
  if (!url || !/^https?:$/.test(url.protocol) || !url.username || !project) return undefined;
  if (url.password || url.search || url.hash) return undefined;
  return { endpoint: `${url.origin}${path}/api/${project}/envelope/`, key: url.username };
}

/** What a line of the log says about an error. */
const ErrorLine = z.object({
  level: z.enum(['error', 'fatal']),
  time: z.string(),
  msg: z.string().default('error'),
  process: z.string().optional(),
  requestId: z.string().optional(),
  userId: z.string().optional(),
  err: z
    .object({
      type: z.string().default('Error'),
      message: z.string().default(''),
      stack: z.string().default(''),
    })
    .optional(),
});
const isErrorLine = (line: string) =>
  line.startsWith('{"level":"error"') || line.startsWith('{"level":"fatal"');

/**
 * Writes to a log, and also reports errors to a server that speaks Sentry's protocol. Reports are made of the finished lines, so what
 * the log masks never leaves the machine either. A report that cannot be delivered is dropped: the log has it.
 */
export function withErrorReports(to: DestinationStream, dsn: Dsn, environment: string): DestinationStream {
  let windowStart = Number.NEGATIVE_INFINITY;
  let sent = 0;
  const mayReport = (): boolean => {
    const now = performance.now();
    if (now - windowStart > MINUTE_MS) {
      windowStart = now;
      sent = 0;
    }
    sent++;
    return sent <= MAX_PER_MINUTE;
  };
  return {
    write(line) {
      to.write(line);
      if (!isErrorLine(line) || !mayReport()) return;
      post(dsn, line, environment).catch(() => undefined); // the log has it
    },
  };
}

async function post(dsn: Dsn, line: string, environment: string): Promise<void> {
  const event = toEvent(ErrorLine.parse(JSON.parse(line)), dsn, environment);
  const envelope = [{ event_id: event.event_id }, { type: 'event' }, event];
  await fetch(dsn.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-sentry-envelope',
      'x-sentry-auth': `Sentry sentry_version=7, sentry_client=chitlaq/${VERSION}, sentry_key=${dsn.key}`,
    },
    body: envelope.map((part) => JSON.stringify(part)).join('\n'),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

function toEvent(line: z.infer<typeof ErrorLine>, dsn: Dsn, environment: string) {
  const { err, userId, requestId } = line;
  return {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: line.time,
    platform: 'node',
    level: line.level,
    release: `chitlaq@${VERSION}`,
    environment,
    logger: line.msg,
    tags: {
      ...(line.process === undefined ? {} : { process: line.process }),
      ...(requestId === undefined ? {} : { requestId }),
    },
    // How many members an error affects, without saying whom.
    ...(userId === undefined
      ? {}
      : { user: { id: createHash('sha256').update(`${dsn.key} ${userId}`).digest('hex').slice(0, 16) } }),
    ...(err === undefined
      ? { message: line.msg }
      : {
          exception: {
            values: [{ type: err.type, value: err.message, stacktrace: { frames: framesOf(err.stack) } }],
          },
        }),
  };
}

const FRAME = /^\s*at (?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/;

/** The frames of a stack, the innermost last, as Sentry wants them. */
const framesOf = (stack: string) =>
  stack
    .split('\n')
    .flatMap((text) => {
      const [, name, file = '', line, column] = FRAME.exec(text) ?? [];
      if (line === undefined) return [];
      return {
        ...(name === undefined ? {} : { function: name }),
        filename: file,
        lineno: Number(line),
        colno: Number(column),
        in_app: !/node_modules|^node:/.test(file),
      };
    })
    .reverse();
