import type { Db } from './db.ts';
import { addJob, type JobName, type JobPayloads } from './jobs.ts';

/** Payload of every event that a module emits, by name. Each module adds its own in its `events.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Events {}
export type EventName = keyof Events & string;

/** Jobs that accept the payload of an event. */
type JobFor<Payload> = { [Name in JobName]: Payload extends JobPayloads[Name] ? Name : never }[JobName];

/**
 * Which jobs an event starts; `server/subscriptions.ts` has the whole table. Types ensure that every event has at least one job,
 * and that each job exists and accepts the payload.
 */
export type Subscriptions = {
  readonly [Name in EventName]: readonly [JobFor<Events[Name]>, ...JobFor<Events[Name]>[]];
};

/** Adds a job for each subscriber of the event, with the event's payload, in the caller's transaction. */
export async function emit<Name extends EventName>(
  db: Db,
  subscriptions: Partial<Subscriptions>,
  name: Name,
  payload: Events[Name],
): Promise<void> {
  for (const job of subscriptions[name] ?? []) await addJob(db, job, payload);
}
