import { setTimeout as delay } from 'node:timers/promises';

let isLeaving = false;

/** Whether this process is about to stop, while it still answers: it is not ready, and keeps no connection open. */
export const isDraining = (): boolean => isLeaving;

/**
 * Tells those in front of this process to go elsewhere, and gives them time. A proxy that learns of a stop from a refused connection has
 * already lost requests.
 */
export async function startDraining(ms: number): Promise<void> {
  isLeaving = true;
  if (ms > 0) await delay(ms);
}
