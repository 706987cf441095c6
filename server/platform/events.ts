import type { Db } from './db.ts';
import { addJob } from './jobs.ts';

/** Payload of every event that a module tells, by name. Each module adds its own in its `events.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Events {}
export type EventName = keyof Events & string;

/** Which jobs follow from an event; the whole table is `server/subscriptions.ts`. */
export type Subscriptions = { [Name in EventName]?: readonly string[] };

/** Adds a job per subscriber of the event, with the event's payload, in the caller's transaction. */
export async function emit(
  db: Db,
  subscriptions: Subscriptions,
  name: EventName,
  payload: unknown,
): Promise<void> {
  for (const job of (subscriptions as Record<string, readonly string[] | undefined>)[name] ?? [])
    await addJob(db, job, payload);
}
