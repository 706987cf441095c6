import { sql } from 'kysely';
import { measurement } from './types.ts';

/** The job queue, which is also the outbox of events. Reads the waiting rows; a queue that keeps up has few. */
export const queue = measurement({
  name: 'queue',
  everySeconds: 15,
  metrics: {
    queue_jobs: {
      help: 'Jobs by state: due, later, running, retrying (failed, due later), given_up',
      labels: ['state'],
    },
    queue_oldest_due_seconds: { help: 'How long the oldest due job has been waiting' },
    queue_due_jobs: { help: 'Due jobs by name; absent for names without any', labels: ['name'] },
    queue_due_age_seconds: {
      help: 'How long the oldest due job of a name has been waiting',
      labels: ['name'],
    },
  },
  async measure({ db }) {
    const { rows } = await sql<{
      name: string;
      due: number;
      later: number;
      running: number;
      retrying: number;
      given_up: number;
      age: number | null;
    }>`
      select name,
        count(*) filter (where state = 'due') as due, count(*) filter (where state = 'later') as later,
        count(*) filter (where state = 'running') as running, count(*) filter (where state = 'retrying') as retrying,
        count(*) filter (where state = 'given_up') as given_up,
        extract(epoch from now() - min(run_at) filter (where state = 'due'))::double precision as age
      from (
        select task_identifier as name, run_at,
          case when locked_at is not null then 'running' when attempts >= max_attempts then 'given_up'
            when run_at <= now() then 'due' when attempts > 0 then 'retrying' else 'later' end as state
        from graphile_worker.jobs) job
      group by name`.execute(db);
    const states = ['due', 'later', 'running', 'retrying', 'given_up'] as const;
    const due = rows.filter((row) => row.due > 0);
    return {
      queue_jobs: states.map((state) => ({
        labels: { state },
        value: rows.reduce((sum, row) => sum + row[state], 0),
      })),
      queue_oldest_due_seconds: Math.max(0, ...due.map(({ age }) => age ?? 0)),
      queue_due_jobs: due.map(({ name, due }) => ({ labels: { name }, value: due })),
      queue_due_age_seconds: due.map(({ name, age }) => ({ labels: { name }, value: age ?? 0 })),
    };
  },
});
