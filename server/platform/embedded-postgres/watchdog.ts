import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { cleanEnvironment, type Launch } from './identity.ts';
import { killIfOurs, watchdogTitle } from './processes.ts';

/** How a server ended: its exit code, or the signal that killed it. */
export type Exit = { code: number | null; signal: string | null };

/** A server under guard. `stop` closes it in order; `exited` never rejects. */
export type WatchedServer = { pid: number; exited: Promise<Exit>; stop(): Promise<void> };

/**
 * The guardian: a Node process between us and PostgreSQL, which stops it when we die, however we die.
 *
 * It is in a session of its own, so a terminal's Ctrl-C reaches us and not it. Its standard input is a pipe from us: the
 * kernel closes that even after `kill -9`. Then it stops PostgreSQL fast (SIGINT), and at once after 4 s (SIGQUIT). A line
 * on the pipe asks for the gentle way first (SIGTERM: wait for clients), for one second.
 *
 * It is a string and not a file, since the server is also shipped as one bundled file, beside which no other would lie.
 * It may use nothing but Node itself.
 */
const source = `
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
const { title, launch: { command, args, ...options } } = JSON.parse(process.argv[1]);
process.title = title;
const tell = (message) => { try { writeSync(3, JSON.stringify(message) + '\\n'); } catch {} };
const server = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
server.on('error', ({ code, message, path }) => { tell({ error: { code, message, path } }); process.exit(1); });
server.on('exit', (code, signal) => { tell({ exit: { code, signal } }); process.exit(0); });
if (server.pid) tell({ pid: server.pid });
let asked = 0;
const fast = () => { if (asked < 2) { asked = 2; server.kill('SIGINT'); setTimeout(() => server.kill('SIGQUIT'), 4000); } };
const gentle = () => {
  if (asked > 0) return;
  asked = 1;
  server.kill('SIGTERM');
  setTimeout(() => { if (asked < 2) { asked = 2; server.kill('SIGINT'); } }, 1000);
  setTimeout(() => server.kill('SIGQUIT'), 4000);
};
process.stdin.on('data', gentle).on('end', fast).on('error', fast);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, fast);
`;

type Message =
  | { pid: number }
  | { exit: Exit }
  | { error: { code?: string; message: string; path?: string } };

/**
 * Starts a server under a guardian. Returns when the process exists, which is before it takes connections.
 *
 * @param log an open file for what the server says
 * @param dataDir the server's data directory, by which its process is known again
 */
export async function startWatched(launch: Launch, log: number, dataDir: string): Promise<WatchedServer> {
  const task = JSON.stringify({ title: watchdogTitle(process.pid), launch });
  const watchdog: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', source, task], {
    detached: true,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['pipe', log, log, 'pipe'],
  });
  const input = watchdog.stdin as Writable;
  input.on('error', () => {}); // it is gone; its exit tells the rest
  const channel = watchdog.stdio[3] as Readable;

  let end: (exit: Exit) => void;
  const exited = new Promise<Exit>((resolve) => {
    end = resolve;
  });
  const pid = await new Promise<number>((resolve, reject) => {
    let running: number | undefined;
    createInterface({ input: channel }).on('line', (line) => {
      const message = JSON.parse(line) as Message;
      if ('pid' in message) {
        running = message.pid;
        resolve(running);
      } else if ('exit' in message) end(message.exit);
      else reject(Object.assign(new Error(message.error.message), message.error));
    });
    watchdog.once('error', reject);
    watchdog.once('close', async () => {
      reject(new Error('The process that guards PostgreSQL ended before it began'));
      // Without a word before: the guardian itself was killed. What nobody guards must not go on.
      // Where it cannot be stopped, the next start says so.
      if (running !== undefined) await killIfOurs(running, dataDir).catch(() => false);
      end({ code: null, signal: 'SIGKILL' });
    });
  });

  // A program that has nothing left to do may end without asking for a stop; the guardian notices.
  const handles = [watchdog, input, channel] as unknown as { unref(): void; ref(): void }[];
  for (const handle of handles) handle.unref();
  return {
    pid,
    exited,
    async stop() {
      for (const handle of handles) handle.ref();
      input.write('stop\n');
      await exited;
    },
  };
}
