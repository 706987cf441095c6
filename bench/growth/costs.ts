import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** The cost of one query on one campus. */
export interface Cost {
  /** Milliseconds from the request to the whole response. */
  p50: number;
  p99: number;
  /** Pages of 8 kB that PostgreSQL read, from memory or disk. */
  buffers: number;
}

/** PostgreSQL connections flush their statistics after ten idle seconds. */
const STATS_FLUSH_MS = 10_500;

const quantile = (values: number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

export interface Meter {
  /** Starts a new measurement: earlier work does not count for the next query. */
  reset(): Promise<void>;
  /** Runs a query repeatedly, one after the other; the first turns are warm-up and are not timed. */
  costOf(turns: { turns: number; warmUp: number }, ask: (turn: number) => Promise<unknown>): Promise<Cost>;
}

/**
 * @param pool  of a database without other load
 */
export function meter(pool: pg.Pool): Meter {
  let before = 0;
  const read = async (): Promise<number> => {
    await delay(STATS_FLUSH_MS);
    const { rows } = await pool.query<{ blocks: number }>(
      'select blks_hit + blks_read as blocks from pg_stat_database where datname = current_database()',
    );
    return rows[0]?.blocks ?? Number.NaN;
  };
  return {
    async reset() {
      before = await read();
    },
    async costOf({ turns, warmUp }, ask) {
      const times: number[] = [];
      for (let turn = 0; turn < warmUp + turns; turn++) {
        const from = performance.now();
        await ask(turn);
        if (turn >= warmUp) times.push(performance.now() - from);
      }
      const after = await read();
      const buffers = (after - before) / (warmUp + turns);
      before = after;
      return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), buffers };
    },
  };
}

/** One row per query, one column per campus, and the ratio of the buffers of the last campus to the first. */
export function growthTable(costs: ReadonlyMap<number, ReadonlyMap<string, Cost>>): string[] {
  const sizes = [...costs.keys()];
  const names = [...new Set([...costs.values()].flatMap((of) => [...of.keys()]))];
  const cell = (cost: Cost | undefined) =>
    cost ? `${cost.p50.toFixed(1)} / ${cost.p99.toFixed(1)} ms, ${Math.round(cost.buffers)}` : '–';
  const rows = names.map((name) => {
    const of = sizes.map((size) => costs.get(size)?.get(name));
    const [first, last] = [of[0]?.buffers, of.at(-1)?.buffers];
    const growth = first && last ? `× ${(last / first).toFixed(1)}` : '';
    return `| ${[name, ...of.map(cell), growth].join(' | ')} |`;
  });
  const heads = sizes.map((size) => `${size.toLocaleString('en')} members`);
  return [
    `| p50 / p99, buffers | ${heads.join(' | ')} | buffers grow |`,
    `| --- | ${sizes.map(() => '---').join(' | ')} | --- |`,
    ...rows,
  ];
}
