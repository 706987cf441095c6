import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const MIN_PORT = 10_000;
/** Where the system's own choice begins: from there on every connection that anybody opens takes a port. */
const FIRST_EPHEMERAL_PORT = firstEphemeralPort();
/** Test files run in processes of their own at the same time: each begins somewhere else. */
let next = MIN_PORT + ((process.pid * 97) % (FIRST_EPHEMERAL_PORT - MIN_PORT));

/**
 * A port of 127.0.0.1 that stays free until somebody is told to listen on it: seconds pass until a campus does, and a port that the
 * system gives for 0 may meanwhile be given to a connection. Never the same twice in a process.
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
