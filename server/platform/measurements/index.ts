import { sql } from 'kysely';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Context } from '../context.ts';
import type { Db } from '../db.ts';
import type { Sweep } from '../job-handlers.ts';
import { certificate } from './certificate.ts';
import { database } from './database.ts';
import { queue } from './queue.ts';
import type { Figure, Measurement } from './types.ts';

export const platformMeasurements: readonly Measurement[] = [queue, database, certificate];

type Figures = Record<string, number | readonly Figure[]>;

/** A worker is early by this share of the interval at most, because timers of several workers are not in step. */
const TOLERANCE = 0.9;

/** Whether this worker is to measure now: of several, one at a time, and none before the interval is over. */
async function claim(db: Db, { name, everySeconds, soonerWhileZero }: Measurement): Promise<boolean> {
  const { metric = '', everySeconds: soonerSeconds = everySeconds } = soonerWhileZero ?? {};
  const { rows } = await sql`
    insert into platform.measurements as measured (name, claimed_at) values (${name}, now())
    on conflict (name) do update set claimed_at = excluded.claimed_at
      where measured.claimed_at <= excluded.claimed_at - interval '1 second' * ${TOLERANCE}
        * case when measured.figures ->> ${metric} = '0' then ${soonerSeconds}::int else ${everySeconds}::int end
    returning name`.execute(db);
  return rows.length > 0;
}

async function measure(ctx: Context, measurement: Measurement): Promise<void> {
  const figures = await measurement.measure(ctx);
  await sql`update platform.measurements set measured_at = now(), figures = ${JSON.stringify(figures)}::jsonb
    where name = ${measurement.name}`.execute(ctx.db);
}

/** Lets a worker take part in the measurements. */
export const measurementSweeps = (measurements: readonly Measurement[]): Sweep[] =>
  measurements.map((measurement) => ({
    name: `platform.measure.${measurement.name}`,
    everyMs: (measurement.soonerWhileZero ?? measurement).everySeconds * 1_000,
    async run(ctx) {
      if (await claim(ctx.db, measurement)) await measure(ctx, measurement);
      return false;
    },
  }));

/** Reads the last results. Index: measurements_pkey; a row for each measurement. */
async function readFigures(db: Db): Promise<{ figures: Figures; ages: Map<string, number> }> {
  const { rows } = await sql<{ name: string; figures: Figures; age: number }>`
    select name, figures, extract(epoch from now() - measured_at)::double precision as age
    from platform.measurements where measured_at is not null`.execute(db);
  return {
    figures: Object.assign({}, ...rows.map(({ figures }) => figures)) as Figures,
    ages: new Map(rows.map(({ name, age }) => [name, age])),
  };
}

/** One scrape collects all metrics at once. */
const SHARED_MS = 1_000;

/** Adds the metrics of these measurements to a worker's. Without the database they have no values. */
export function registerMeasurements(
  registry: Registry,
  { db, log }: Pick<Context, 'db' | 'log'>,
  measurements: readonly Measurement[],
): void {
  let last: { at: number; read: ReturnType<typeof readFigures> } | undefined;
  const read = () => {
    if (last === undefined || performance.now() - last.at > SHARED_MS) {
      const reading = readFigures(db).catch((error: unknown) => {
        log.warn({ err: error }, 'measurements.unreadable');
        return { figures: {}, ages: new Map<string, number>() };
      });
      last = { at: performance.now(), read: reading };
    }
    return last.read;
  };
  const registers = [registry];
  for (const { metrics } of measurements)
    for (const [name, { help, labels = [], isCounter }] of Object.entries(metrics)) {
      const options = { name, help, labelNames: [...labels], registers };
      const values = async (): Promise<readonly Figure[]> => {
        const value = (await read()).figures[name] ?? [];
        return typeof value === 'number' ? [{ labels: {}, value }] : value;
      };
      if (isCounter)
        new Counter({
          ...options,
          async collect() {
            const found = await values();
            this.reset();
            if (labels.length === 0) this.remove();
            for (const { labels, value } of found) this.inc(labels, value);
          },
        });
      else
        new Gauge({
          ...options,
          async collect() {
            const found = await values();
            this.reset();
            if (labels.length === 0) this.remove();
            for (const { labels, value } of found) this.set(labels, value);
          },
        });
    }
  new Gauge({
    name: 'measurement_age_seconds',
    help: 'Time since a worker last measured the figures of a group',
    labelNames: ['measurement'],
    registers,
    async collect() {
      const { ages } = await read();
      this.reset();
      for (const [measurement, age] of ages) this.set({ measurement }, age);
    },
  });
}
