import { type RawBuilder, sql } from 'kysely';
import { Histogram } from 'prom-client';
import type { Db } from './db.ts';
import { readTraceparent, type SpanContext, traceparent } from './tracing/index.ts';

/** Payload of every job, by name: an object, because a list stands for several payloads. Each module adds its own in its `jobs.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface JobPayloads {}
export type JobName = keyof JobPayloads & string;

export interface JobSpec {
  /** At most one waiting job per key: a later one replaces it. */
  key?: string;
  /** With `key`: a job that already waits keeps its time, so that a stream of new ones does not delay it forever. */
  coalesces?: true;
  runAt?: Date;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  maxAttempts?: number;
  /** Smaller runs first; default 0. */
  priority?: number;
}

/** Adds a job. Inside a transaction, it is added if and only if the transaction commits. */
export interface Jobs {
  add<Name extends JobName>(name: Name, payload: JobPayloads[Name], spec?: JobSpec): Promise<void>;
}

/** Attempts of a job whose spec names no other number. */
const MAX_ATTEMPTS = 8;

export async function addJob(db: Db, name: string, payload: unknown, spec: JobSpec = {}): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, ${JSON.stringify(payload)}::json, queue_name => ${spec.queue ?? null}, run_at => ${spec.runAt ?? null},
    max_attempts => ${spec.maxAttempts ?? MAX_ATTEMPTS}, job_key => ${spec.key ?? null},
    job_key_mode => ${spec.coalesces ? 'preserve_run_at' : 'replace'}, priority => ${spec.priority ?? 0},
    flags => ${traceFlags()})`.execute(db);
}

const TRACE_FLAG = 'traceparent:';

/**
 * The trace that a job continues travels as a flag of its row in the queue, whose payload stays as it is. Flags only matter to
 * workers that are told to skip some.
 */
function traceFlags(): RawBuilder<unknown> {
  const parent = traceparent();
  return parent === undefined ? sql`null` : sql`array[${TRACE_FLAG + parent}]::text[]`;
}

/** The span that added a job, if it was traced. */
export function tracedBy(job: { flags: Record<string, true> | null }): SpanContext | undefined {
  for (const flag in job.flags)
    if (flag.startsWith(TRACE_FLAG)) return readTraceparent(flag.slice(TRACE_FLAG.length));
  return undefined;
}

/** Payloads of one row of the queue at most: the worker runs them one after the other, and other rows beside them. */
const MAX_PAYLOADS = 20;

/**
 * Adds jobs in one statement: for each name, one for each payload. Several payloads share rows of the queue, because a row costs
 * more than what it asks for: 650 bytes of WAL, and two statements of the worker. A payload that fails is retried alone.
 */
export async function addJobs(
  db: Db,
  names: readonly JobName[],
  payloads: readonly unknown[],
): Promise<void> {
  const rows = names.flatMap((name) =>
    chunked(payloads).map((chunk) => ({ name, payload: chunk.length === 1 ? chunk[0] : chunk })),
  );
  if (rows.length === 0) return;
  await sql`select count(*) from graphile_worker.add_jobs(array(
    select row(name, payload, null, null, ${sql.lit(MAX_ATTEMPTS)}, null, null, ${traceFlags()})::graphile_worker.job_spec
    from json_to_recordset(${JSON.stringify(rows)}::json) as given (name text, payload json)))`.execute(db);
}

const chunked = (payloads: readonly unknown[]): unknown[][] =>
  Array.from({ length: Math.ceil(payloads.length / MAX_PAYLOADS) }, (_, nr) =>
    payloads.slice(nr * MAX_PAYLOADS, (nr + 1) * MAX_PAYLOADS),
  );

/** Jobs that are due and not started, and the age of the oldest one. */
export async function waitingJobs(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
    select count(*)::int as waiting,
      coalesce(round(extract(epoch from now() - min(run_at))), 0)::int as "oldestSeconds"
    from graphile_worker.jobs
    where locked_at is null and run_at <= now() and attempts < max_attempts`.execute(db);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

/** How late the work of a job is: for `feed.fanOut`, from a post's commit until the timelines of its author's followers have it. */
export const jobLag = new Histogram({
  name: 'job_lag_seconds',
  help: 'Time from when a job was due until it was done, by name',
  labelNames: ['name'],
  buckets: [0.025, 0.1, 0.5, 1, 5, 30, 120, 600, 3600],
  registers: [],
});

/** Duration of the jobs of this process, by name and outcome. */
export const jobDuration = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time that a job took, by name and outcome',
  labelNames: ['name', 'outcome'],
  buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600],
  registers: [],
});
