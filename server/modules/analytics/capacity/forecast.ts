/** What a resource used while so many members were online. */
export interface Observation {
  online: number;
  used: number;
}

/** How the use of a resource follows the members online: `base + perMember × online`, and what a busy moment needs above it. */
export interface Demand {
  base: number;
  perMember: number;
  /** Nineteen of twenty observations are at most this much above the line. */
  peak: number;
  /** `line` where the number of members online varied enough to tell base and slope apart; `ratio` where all use is put down to members. */
  method: 'line' | 'ratio';
}

/** Fewer observations say nothing. */
const MIN_OBSERVATIONS = 12;
/** Of the pairs of observations, as many as give a stable median. */
const MAX_SAMPLE = 200;
/** Below this spread of members online, in shares of the highest number, a slope is noise. */
const MIN_SPREAD = 0.2;
const PEAK_QUANTILE = 0.95;

/**
 * The demand that observations show, by the estimator of Theil and Sen (the median of all slopes), which a nightly backup or a release
 * among them does not move.
 * @returns undefined if there are too few observations, or nobody was online
 */
export function demandOf(all: readonly Observation[]): Demand | undefined {
  const highest = Math.max(0, ...all.map(({ online }) => online));
  if (all.length < MIN_OBSERVATIONS || highest < 1) return undefined;
  const observations = sample(all);
  const counts = observations.map(({ online }) => online);
  const isSpread = Math.max(...counts) - Math.min(...counts) >= MIN_SPREAD * highest;
  const perMember = isSpread ? slopeOf(observations) : 0;
  // Use that falls with more members online says only that something else moved it.
  const [method, slope, base]: ['line' | 'ratio', number, number] =
    perMember > 0
      ? [
          'line',
          perMember,
          Math.max(0, median(observations.map(({ online, used }) => used - perMember * online))),
        ]
      : ['ratio', median(observations.map(({ online, used }) => used / Math.max(1, online))), 0];
  const above = observations.map(({ online, used }) => used - base - slope * online);
  return { base, perMember: slope, peak: Math.max(0, quantile(above, PEAK_QUANTILE)), method };
}

/** How many members may be online until a busy moment needs all of `available`; 0 if the base alone does, Infinity if members need none. */
export const membersUntil = ({ base, perMember, peak }: Demand, available: number): number =>
  perMember === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor((available - base - peak) / perMember));

/** Every nth observation, so that all of the time is in it. */
function sample(observations: readonly Observation[]): readonly Observation[] {
  const step = Math.ceil(observations.length / MAX_SAMPLE);
  return observations.filter((_, index) => index % step === 0);
}

function slopeOf(observations: readonly Observation[]): number {
  const slopes: number[] = [];
  for (const [index, one] of observations.entries())
    for (const other of observations.slice(index + 1))
      if (one.online !== other.online) slopes.push((one.used - other.used) / (one.online - other.online));
  return median(slopes);
}

const median = (values: readonly number[]) => quantile(values, 0.5);

/** @param values  at least one */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}
