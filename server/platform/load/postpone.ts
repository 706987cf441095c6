import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { JobTable } from '../job-handlers.ts';
import { addJob, type JobName } from '../jobs.ts';
import { loadOf } from './load.ts';
import { SHEDDABLE, type Sheddable } from './sheddable.ts';

/** A postponed job is looked at again after one to two minutes: not all at once. */
const POSTPONE_MS = 60_000;

type Handler = (ctx: Context, payload: unknown, signal?: AbortSignal) => Promise<void>;

/** The jobs, of which those of `sheds` go back to the queue while the machine is too busy for their kind of work. */
export function postponable(
  jobs: JobTable,
  sheds: Partial<Record<Sheddable, readonly JobName[]>> = {},
): JobTable {
  const table: Record<string, unknown> = { ...jobs };
  for (const work of SHEDDABLE)
    for (const name of sheds[work] ?? []) {
      const handler = table[name] as Handler | undefined; // of the payload that is queued under this name
      if (handler === undefined) throw new Error(`${name} is to be postponed, and no job of this part`);
      const runOrPostpone: Handler = (ctx, payload, signal) =>
        loadOf(ctx).sheds(work) ? postpone(ctx, name, payload) : handler(ctx, payload, signal);
      table[name] = runOrPostpone;
    }
  return table as JobTable; // the same names, with handlers of the same payloads
}

/** Adds the job again, once for equal payloads: a scheduled one must not pile up. */
function postpone(ctx: Context, name: string, payload: unknown): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(payload)).digest('base64url');
  const runAt = new Date(ctx.clock().getTime() + POSTPONE_MS * (1 + Math.random()));
  return addJob(ctx.db, name, payload, { key: `postponed: ${name} ${digest}`, runAt });
}
