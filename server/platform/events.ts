import type { Db } from './db.ts';
import { addJob, type JobName, type JobPayloads } from './jobs.ts';

/** Payload of every event that a module tells, by name. Each module adds its own in its `events.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Events {}
export type EventName = keyof Events & string;

/** Jobs that take the payload of an event. */
type JobFor<Payload> = { [Name in JobName]: Payload extends JobPayloads[Name] ? Name : never }[JobName];

/**
 * Which jobs follow from an event; the whole table is `server/subscriptions.ts`. Every event has one at least: an event that
 * nobody handles does not compile, nor a job that does not exist or takes another payload.
 */
export type Subscriptions = {
  readonly [Name in EventName]: readonly [JobFor<Events[Name]>, ...JobFor<Events[Name]>[]];
};

/** Adds a job per subscriber of the event, with the event's payload, in the caller's transaction. */
export async function emit<Name extends EventName>(
  db: Db,
  subscriptions: Partial<Subscriptions>,
  name: Name,
  payload: Events[Name],
): Promise<void> {
  for (const job of subscriptions[name] ?? []) await addJob(db, job, payload);
}
