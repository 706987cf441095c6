import { setTimeout as delay } from 'node:timers/promises';
import { CLOSE } from '@chitlaq/protocol';
import { OutgoingEvent } from '../../platform/realtime.ts';
import type { Connections } from './connections.ts';

const POLL_MS = 50;
/** Time for frames in progress to finish after the last connections were closed. */
const FINISH_TIMEOUT_MS = 2_000;

/** Asks all clients to reconnect elsewhere, waits, and closes the remaining connections. */
export async function drain(connections: Connections, ms: number): Promise<void> {
  const event = new OutgoingEvent('drain', { ms });
  for (const connection of connections.all()) connection.send(event);
  const until = Date.now() + ms;
  while (connections.size > 0 && Date.now() < until) await delay(Math.min(POLL_MS, ms));
  const deadline = Date.now() + FINISH_TIMEOUT_MS;
  for (;;) {
    // Waits for frames in progress; otherwise clients would have to send them again.
    const remaining = [...connections.all()];
    for (const connection of remaining)
      if (connection.waiting === null || Date.now() >= deadline)
        connection.close(CLOSE.restarting, 'restarting; connect again');
    if (Date.now() >= deadline || connections.size === 0) return;
    await delay(POLL_MS);
  }
}
