import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { cleanEnvironment, type Launch } from './identity.ts';
import { killIfOurs, watchdogTitle } from './processes.ts';

/** How a server ended: its exit code, or the signal that killed it. */
export type Exit = { code: number | null; signal: string | null };

/** A server with a watchdog. `stop` shuts it down in order; `exited` never rejects. */
export type WatchedServer = { pid: number; exited: Promise<Exit>; stop(): Promise<void> };

/**
 * The watchdog is a Node process between us and PostgreSQL. It stops PostgreSQL when our process ends, even after `kill -9`: its
 * standard input is a pipe from us, and the kernel closes that pipe. It then sends SIGINT (fast shutdown), and SIGQUIT after 4 s.
 * A line on the pipe asks for a smart shutdown first (SIGTERM), for one second.
 *
 * It has a session of its own, so Ctrl-C reaches only us. The source is a string because the server is shipped as one bundle. It
 * may use only Node's own modules.
 */
const source = `
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
const { title, launch: { command, args, ...options } } = JSON.parse(process.argv[1]);
process.title = title;
const report = (message) => { try { writeSync(3, JSON.stringify(message) + '\\n'); } catch {} };
const server = spawn(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
server.on('error', ({ code, message, path }) => { report({ error: { code, message, path } }); process.exit(1); });
server.on('exit', (code, signal) => { report({ exit: { code, signal } }); process.exit(0); });
if (server.pid) report({ pid: server.pid });
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
 * Starts a server under a watchdog. Resolves when the process exists, before it accepts connections.
 *
 * @param log an open file for the server's output
 * @param dataDir the server's data directory, which identifies its process
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
  input.on('error', () => {}); // the watchdog is gone; its exit event says why
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
      // The watchdog itself was killed, without a message. A server without a watchdog must not keep running.
      // If it cannot be stopped, the next start reports it.
      if (running !== undefined) await killIfOurs(running, dataDir).catch(() => false);
      end({ code: null, signal: 'SIGKILL' });
    });
  });

  // A program with nothing left to do may exit without calling `stop`; the watchdog notices.
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
