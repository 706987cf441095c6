import { setTimeout as delay } from 'node:timers/promises';
import { CLOSE } from '../../../packages/client/src/realtime/protocol.ts';
import type { Connections } from './connections.ts';
import { Outgoing } from './frames.ts';

const LOOK_EVERY_MS = 50;
/** How long frames in work may take after the last were closed. */
const FINISH_WITHIN_MS = 2_000;

/** Asks everybody to move, gives them the time for it, and closes those who stay. */
export async function drain(connections: Connections, ms: number): Promise<void> {
  const event = new Outgoing('drain', { ms });
  for (const connection of connections.all()) connection.send(event);
  const until = Date.now() + ms;
  while (connections.size > 0 && Date.now() < until) await delay(Math.min(LOOK_EVERY_MS, ms));
  const deadline = Date.now() + FINISH_WITHIN_MS;
  for (;;) {
    // What is in work is answered first: who is cut off would have to send it again.
    const rest = [...connections.all()];
    for (const connection of rest)
      if (connection.waiting === null || Date.now() >= deadline)
        connection.close(CLOSE.restarting, 'restarting; connect again');
    if (Date.now() >= deadline || connections.size === 0) return;
    await delay(LOOK_EVERY_MS);
  }
}
