import type { Context } from '../../../platform/context.ts';
import { forget, memoryOf } from './memory.ts';

/** Tells every process that the public addresses of names may have ended, or those of any file. */
export const CLOSED = 'media.closed';

/** As many names as a word on the bus carries. */
const MOST_IN_A_WORD = 150;

/**
 * Makes every process ask anew whether files are public, before it serves them again: here at once after the commit, elsewhere by the bus.
 * @param names  absent for all files
 */
export function close(tx: Context, names?: readonly string[]): void {
  if (names?.length === 0) return;
  const told = names !== undefined && names.length <= MOST_IN_A_WORD ? [...names] : undefined;
  tx.afterCommit(() => {
    forget(memoryOf(tx), told);
    tx.bus
      .publish(CLOSED, told === undefined ? {} : { names: told })
      // What is remembered is asked for again within seconds.
      .catch((error: unknown) => tx.log.warn({ err: error }, 'media.closing_not_told'));
  });
}
