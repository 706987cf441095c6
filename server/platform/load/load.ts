import { Counter, Gauge } from 'prom-client';
import type { Context } from '../context.ts';
import { processState } from '../process-state.ts';
import { INITIAL, nextState, type Sample } from './level.ts';
import { machineSampler } from './machine.ts';
import { SHEDDABLE, type Sheddable } from './sheddable.ts';

const SAMPLE_MS = 5_000;

export const loadLevel = new Gauge({
  name: 'load_level',
  help: 'How many kinds of work are dropped because the machine is busy',
  registers: [],
});
export const shedCounter = new Counter({
  name: 'load_shed_total',
  help: 'Requests refused and jobs postponed because the machine is busy, by kind of work',
  labelNames: ['work'],
  registers: [],
});

/** What a process drops while the machine is busy. */
export class Load {
  #state = INITIAL;
  #last: Sample | undefined;
  readonly #ctx: Pick<Context, 'clock' | 'log'>;

  constructor(ctx: Pick<Context, 'clock' | 'log'>) {
    this.#ctx = ctx;
  }

  /** Takes a sample in; drops or takes up one kind of work if it is time. */
  observe(sample: Sample): void {
    const before = this.#state.level;
    this.#last = sample;
    this.#state = nextState(this.#state, sample, this.#ctx.clock().getTime());
    const { level } = this.#state;
    loadLevel.set(level);
    if (level === before) return;
    const event = level > before ? 'load.shed' : 'load.resumed';
    const work = SHEDDABLE[Math.max(level, before) - 1];
    this.#ctx.log.warn({ work, level, cpu: sample.cpu, memory: sample.memory }, event);
  }

  /** Whether this work is to be dropped now; if so, it is counted. */
  sheds(work: Sheddable): boolean {
    if (SHEDDABLE.indexOf(work) >= this.#state.level) return false;
    shedCounter.inc({ work });
    return true;
  }

  /** The last sample, and what is dropped; undefined if nothing is measured. */
  report(): (Sample & { shed: Sheddable[] }) | undefined {
    return this.#last && { ...this.#last, shed: SHEDDABLE.slice(0, this.#state.level) };
  }
}

/** The load of this process's machine. It stays idle until `watchLoad`. */
export const loadOf = processState('load', (ctx: Pick<Context, 'clock' | 'log'>) => new Load(ctx));

/** Samples the machine every five seconds, if the settings say so. @returns stops it */
export function watchLoad(ctx: Context, sample = machineSampler()): () => void {
  if (!ctx.config.loadShedding) return () => {};
  const load = loadOf(ctx);
  const timer = setInterval(() => load.observe(sample()), SAMPLE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
