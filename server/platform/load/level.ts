import { SHEDDABLE } from './sheddable.ts';

/** Shares of the machine in use, 0 to 1. */
export interface Sample {
  cpu: number;
  memory: number;
}

/** How many of the sheddable kinds of work are dropped, and since when the machine is on its way up or down. */
export interface LoadState {
  level: number;
  /** Milliseconds; null while the machine is neither busy nor calm. */
  busySince: number | null;
  calmSince: number | null;
}

export const INITIAL: LoadState = { level: 0, busySince: null, calmSince: null };

/** Above one of these the machine is busy. */
const BUSY: Sample = { cpu: 0.8, memory: 0.85 };
/** Below both it is calm. The gap keeps work from being dropped and taken up in turns. */
const CALM: Sample = { cpu: 0.65, memory: 0.8 };
/** So long the machine must be busy for the next kind of work to be dropped. */
export const UP_MS = 15_000;
/** So long it must be calm for one to be taken up again: what was postponed comes back with it. */
export const DOWN_MS = 60_000;

/** The state after a sample taken at `at`, in milliseconds. One step at a time. */
export function nextState(state: LoadState, { cpu, memory }: Sample, at: number): LoadState {
  if (cpu > BUSY.cpu || memory > BUSY.memory) {
    const busySince = state.busySince ?? at;
    if (at - busySince < UP_MS) return { level: state.level, busySince, calmSince: null };
    return { level: Math.min(state.level + 1, SHEDDABLE.length), busySince: at, calmSince: null };
  }
  if (cpu < CALM.cpu && memory < CALM.memory) {
    const calmSince = state.calmSince ?? at;
    if (at - calmSince < DOWN_MS) return { level: state.level, busySince: null, calmSince };
    return { level: Math.max(state.level - 1, 0), busySince: null, calmSince: at };
  }
  return { level: state.level, busySince: null, calmSince: null };
}
