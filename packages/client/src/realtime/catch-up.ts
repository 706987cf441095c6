import { RealtimeError } from './error.ts';
import type { Progress } from './progress.ts';
import type { Events, Frames } from './protocol.ts';
import { waitBefore } from './retry.ts';
import type { Timers } from './timers.ts';

const CONVERSATIONS_AT_ONCE = 500;

/**
 * Asks what followed in conversations of which something is missing: one question at a time, until all of it has come.
 * What a break cuts short is dropped, since the next connection asks for everything.
 */
export function openCatchUp(parts: {
  progress: Pick<Progress, 'look' | 'found'>;
  timers: Timers;
  random: () => number;
  ask: (data: Frames['sync']['data']) => Promise<Frames['sync']['ack']>;
  /** The number of the connection that stands; undefined while none does. */
  connection: () => number | undefined;
  caughtUp: () => void;
  refused: (error: Events['error']) => void;
}) {
  const { progress, timers } = parts;
  const wanted = new Set<string>();
  /** The connection that a question is under way on. */
  let askedOn: number | undefined;
  let tries = 0;

  const look = (conversationIds: Iterable<string>): void => {
    for (const id of conversationIds) wanted.add(id);
    const connection = parts.connection();
    if (connection === undefined || askedOn === connection || timers.has('look') || wanted.size === 0) return;
    askedOn = connection;
    void askOn(connection).finally(() => {
      if (askedOn !== connection) return;
      askedOn = undefined;
      look([]);
    });
  };

  const askOn = async (connection: number): Promise<void> => {
    const stands = () => parts.connection() === connection;
    while (stands() && wanted.size > 0) {
      const ids = [...wanted].slice(0, CONVERSATIONS_AT_ONCE);
      // Taken off now and not later: who asks while this is under way wants to know what came since.
      for (const id of ids) wanted.delete(id);
      const question = progress.look(ids);
      const { conversations, since } = question;
      if (Object.keys(conversations).length === 0) continue; // forgotten
      try {
        const { items, more, at } = await parts.ask({ conversations, since });
        if (!stands()) return;
        tries = 0;
        const isWhole = !more || items.length === 0;
        if (!isWhole) for (const id of ids) wanted.add(id);
        progress.found(question, items, isWhole, at);
      } catch (error) {
        if (!stands()) return;
        if (error instanceof RealtimeError && !error.isTemporary) {
          parts.refused({ code: error.code, detail: error.message, status: error.status, frame: 'sync' });
          continue;
        }
        for (const id of ids) wanted.add(id);
        timers.set('look', waitBefore(tries++, parts.random), () => look([]));
        return;
      }
    }
    if (stands()) parts.caughtUp();
  };

  return look;
}
