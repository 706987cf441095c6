import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const MIN_PORT = 10_000;
/** Start of the system's ephemeral range: ports from there on are taken by any new connection. */
const FIRST_EPHEMERAL_PORT = firstEphemeralPort();
/** Test files run at once in processes of their own, so each starts at a different port. */
let next = MIN_PORT + ((process.pid * 97) % (FIRST_EPHEMERAL_PORT - MIN_PORT));

/**
 * A free port of 127.0.0.1 below the ephemeral range. A campus takes seconds to listen, and the system may give an ephemeral port
 * to a connection meanwhile. Never returns the same port twice in a process.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const port = next;
    next = next + 1 < FIRST_EPHEMERAL_PORT ? next + 1 : MIN_PORT;
    if (await isFree(port)) return port;
  }
  throw new Error('No free port was found');
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

function firstEphemeralPort(): number {
  try {
    const [first] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/);
    if (Number(first) > MIN_PORT + 1000) return Number(first);
  } catch {
    // not Linux
  }
  return 32_768;
}
