import { z } from 'zod';

/** One signal of a score. Points are whole numbers, so that the parts add up to the total exactly. */
export const ScorePart = z
  .object({
    signal: z.string().describe('What was measured'),
    value: z.int().describe('How much of it, in points'),
    weight: z.number().describe('What a point of it counts for this reader'),
    contribution: z.int().describe('value × weight, to the nearest point'),
  })
  .meta({ id: 'ScorePart' });
export type ScorePart = z.infer<typeof ScorePart>;

export const Score = z
  .object({ total: z.int().describe('The sum of the contributions'), parts: z.array(ScorePart) })
  .meta({ id: 'Score' });
export type Score = z.infer<typeof Score>;

/** A measured signal, in points. `weight` is 1 by default. */
export interface SignalValue {
  signal: string;
  value: number;
  weight?: number;
}

/**
 * The contribution of a signal: its whole points times its weight, rounded. `+ 0` turns negative zero into
 * zero.
 */
export const weightedPoints = (value: number, weight: number): number =>
  Math.round(Math.round(value) * weight) + 0;

/** Adds signals up. A signal of weight 0 contributes exactly nothing. Pure. */
export function computeScore(values: readonly SignalValue[]): Score {
  const parts = values.map(({ signal, value, weight = 1 }): ScorePart => {
    const points = Math.round(value) + 0;
    return { signal, value: points, weight, contribution: weightedPoints(points, weight) };
  });
  return { total: parts.reduce((sum, part) => sum + part.contribution, 0), parts };
}

/** Highest score first. Equal scores are ordered by id, newest first, so that the order is deterministic. */
export const compareByScore = (a: { id: string; score: Score }, b: { id: string; score: Score }): number =>
  b.score.total - a.score.total || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
