import type { Context } from '../context.ts';

export interface Figure {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** A metric that a measurement fills. */
export interface MeasuredMetric {
  help: string;
  /** Names of labels; few values each. */
  labels?: readonly string[];
  /** Only ever grows, apart from a restart; by default it also falls. */
  isCounter?: true;
}

/**
 * Figures about the whole system that cost more than a scrape may: one worker measures them at intervals, and every worker exports
 * the last result. Does not use the job queue, so that it still measures while the queue stands still.
 */
export interface Measurement<Name extends string = string> {
  name: string;
  everySeconds: number;
  /** Measured at this shorter interval while this figure is 0: what failed may soon work. */
  soonerWhileZero?: { metric: NoInfer<Name>; everySeconds: number };
  metrics: Readonly<Record<Name, MeasuredMetric>>;
  /** A metric that is left out has no value now. */
  measure(ctx: Context): Promise<Partial<Record<Name, number | readonly Figure[]>>>;
}

/** A measurement whose names the compiler checks. */
export const measurement = <Name extends string>(definition: Measurement<Name>): Measurement<Name> =>
  definition;
