import { Counter } from 'prom-client';
import type { Db } from './db.ts';
import { addJobs, type JobName, type JobPayloads } from './jobs.ts';

/** Payload of every event that a module emits, by name. Each module adds its own in its `events.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Events {}
export type EventName = keyof Events & string;

/** Jobs of a module that accept the payload of an event. */
type JobFor<Payload, Module extends string> = {
  [Name in JobName & `${Module}.${string}`]: Payload extends JobPayloads[Name] ? Name : never;
}[JobName & `${Module}.${string}`];

/** The jobs that each event starts, of one module or of all. Types check that each exists and accepts the event's payload. */
export type Subscriptions<Module extends string = string> = {
  readonly [Name in EventName]: readonly [JobFor<Events[Name], Module>, ...JobFor<Events[Name], Module>[]];
};

/** Joins the subscriptions of modules. */
export function joinSubscriptions(all: readonly Partial<Subscriptions>[]): Partial<Subscriptions> {
  const joined: Record<string, JobName[]> = {};
  for (const subscriptions of all)
    for (const [event, jobs] of Object.entries(subscriptions))
      joined[event] = [...(joined[event] ?? []), ...jobs];
  return joined as Partial<Subscriptions>; // each list is one that fits its event
}

/** Events of committed transactions. */
export const emittedEvents = new Counter({
  name: 'events_total',
  help: 'Events that modules emitted, by name: posts, likes, follows, blocks and the like',
  labelNames: ['event'],
  registers: [],
});

/** Adds a job for each payload and subscriber of the event, in one statement of the caller's transaction. */
export async function emit<Name extends EventName>(
  db: Db,
  subscriptions: Partial<Subscriptions>,
  name: Name,
  payloads: readonly Events[Name][],
): Promise<void> {
  await addJobs(db, subscriptions[name] ?? [], payloads);
}
