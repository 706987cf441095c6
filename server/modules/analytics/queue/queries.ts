import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { JobState } from './schemas.ts';

export interface JobRow {
  id: string;
  name: string;
  state: JobState;
  createdAt: Date;
  runAt: Date;
  attempts: number;
  maxAttempts: number;
  error: string | null;
}

const state = sql<JobState>`case
  when locked_at is not null then 'running'
  when attempts >= max_attempts then 'given_up'
  when attempts > 0 then 'failing'
  else 'waiting' end`;

/** Jobs of the queue, newest first. Reads the queue, which holds what waits. */
export async function findJobs(
  db: Db,
  filter: { state: JobState | undefined; name: string | undefined; before: string | null; take: number },
): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select id::text, task_identifier as name, ${state} as state, created_at as "createdAt", run_at as "runAt", attempts,
      max_attempts as "maxAttempts", last_error as error
    from graphile_worker.jobs
    where ${filter.before === null ? sql`true` : sql`id < ${filter.before}::bigint`}
      and ${filter.state === undefined ? sql`true` : sql`${state} = ${filter.state}`}
      and ${filter.name === undefined ? sql`true` : sql`task_identifier = ${filter.name}`}
    order by id desc limit ${filter.take}`.execute(db);
  return rows;
}

/** The name of a job and whether a worker has it now. */
export async function findJob(db: Db, id: string): Promise<{ name: string; isRunning: boolean } | undefined> {
  const { rows } = await sql<{ name: string; isRunning: boolean }>`
    select task_identifier as name, locked_at is not null as "isRunning" from graphile_worker.jobs where id = ${id}::bigint`.execute(
    db,
  );
  return rows[0];
}

/** Runs a job at once, with all its attempts. @returns whether it did: not a job that is running */
export async function rescheduleJob(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(
    db,
  );
  return rows.length > 0;
}

/** Removes a job. @returns whether it did: not a job that is running */
export async function removeJob(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from graphile_worker.complete_jobs(array[${id}::bigint])`.execute(db);
  return rows.length > 0;
}
