import type { Environment } from './environment.ts';

export type Timers = ReturnType<typeof openTimers>;

/** Named timers: setting one again restarts it. */
export function openTimers({ after }: Pick<Environment, 'after'>) {
  const running = new Map<string, () => void>();
  const cancel = (name: string): void => {
    running.get(name)?.();
    running.delete(name);
  };
  return {
    set(name: string, ms: number, work: () => void): void {
      cancel(name);
      const stop = after(ms, () => {
        running.delete(name);
        work();
      });
      running.set(name, stop);
    },
    has: (name: string): boolean => running.has(name),
    callOff: cancel,
  };
}
