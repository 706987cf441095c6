import { type ChildProcess, spawn } from 'node:child_process';
import { findBun } from './bun.ts';
import { heapArgs } from './heap.ts';

export interface Child {
  kind: string;
  /** The port it listens on; the same after a restart. */
  port: number | undefined;
  stop(timeoutMs: number): Promise<void>;
  restart(): void;
}

interface ChildOptions {
  kind: string;
  script: string;
  args: string[];
  env: Record<string, string>;
  /** Its standard output is dropped, because it logs to files. */
  isQuiet: boolean;
  /** Run with Bun instead of Node. */
  isBun: boolean;
  /** Called when it keeps failing after restarts. */
  onFatal: (reason: string) => void;
  say: (words: string) => void;
}

const READY_TIMEOUT_MS = 60_000;
/** This many exits within a minute are not an accident. */
const MAX_CRASHES = 5;
const CRASH_WINDOW_MS = 60_000;

/**
 * Starts one of our processes and keeps it running. It has its own process group, so Ctrl-C in a terminal reaches only the
 * supervisor, which stops everything in order. Its IPC channel closes when we die, and then it exits.
 * @throws Error with the last output of a process that does not become ready
 */
export async function supervise(options: ChildOptions): Promise<Child> {
  let running: ChildProcess;
  let port: number | undefined;
  let stopped = false;
  let restarting = false;
  let crashes: number[] = [];

  const launch = async (): Promise<void> => {
    const started = spawnChild(options, port);
    running = started.process;
    port = (await started.ready) ?? port;
    running.once('exit', (code, signal) => void ended(code, signal));
  };
  const ended = async (code: number | null, signal: string | null) => {
    if (stopped) return;
    if (!restarting) {
      const now = Date.now();
      crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
      options.say(`${options.kind} has ended (${signal ?? `code ${code}`}); restarting it.`);
      if (crashes.length >= MAX_CRASHES) return options.onFatal(`${crashes.length} ends within a minute`);
    }
    restarting = false;
    await launch().catch((error: Error) => options.onFatal(error.message));
  };

  await launch();
  return {
    kind: options.kind,
    get port() {
      return port;
    },
    restart() {
      restarting = true;
      running.kill('SIGTERM');
    },
    stop(timeoutMs) {
      stopped = true;
      return stopProcess(running, timeoutMs);
    },
  };
}

/**
 * Runs one of our programs to its end. It reports what it does over its IPC channel.
 * @returns what it wrote to its standard error if it failed; undefined if it succeeded
 */
export function runOnce(options: Pick<ChildOptions, 'script' | 'args' | 'env' | 'say'>): {
  child: Pick<Child, 'stop'>;
  problem: Promise<string | undefined>;
} {
  const started = spawn(process.execPath, [options.script, ...options.args], {
    env: options.env,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    detached: true,
  });
  let output = '';
  started.stderr?.on('data', (data: Buffer) => {
    output += data.toString();
  });
  started.on('message', (message) => options.say((message as { say: string }).say));
  const problem = new Promise<string | undefined>((resolve) => {
    started.once('error', (error) => resolve(error.message));
    started.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(output.trim() || `${options.args.join(' ')} ended (${signal ?? `code ${code}`})`);
    });
  });
  return {
    child: { stop: (timeoutMs) => stopProcess(started, timeoutMs) },
    problem,
  };
}

function stopProcess(running: ChildProcess, timeoutMs: number): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => running.kill('SIGKILL'), timeoutMs);
    running.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    running.kill('SIGTERM');
  });
}

/** The command that starts a process: realtime runs on Bun, the others on Node. */
export const commandOf = ({
  kind,
  script,
  args,
  isBun,
}: Pick<ChildOptions, 'kind' | 'script' | 'args' | 'isBun'>) =>
  isBun ? [findBun(), script] : [process.execPath, ...heapArgs(kind), script, ...args];

function spawnChild(
  options: ChildOptions,
  port: number | undefined,
): { process: ChildProcess; ready: Promise<number | undefined> } {
  const [command = '', ...args] = commandOf(options);
  const child = spawn(command, args, {
    env: { ...options.env, ...(port === undefined ? {} : { PORT: String(port) }) },
    stdio: ['ignore', options.isQuiet ? 'ignore' : 'inherit', 'pipe', 'ipc'],
    serialization: 'json', // supported by Node and Bun
    detached: true,
  });
  let stderrTail = '';
  child.stderr?.on('data', (data: Buffer) => {
    process.stderr.write(data);
    stderrTail = (stderrTail + data.toString()).slice(-2_000);
  });
  const ready = new Promise<number | undefined>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${options.kind} was not ready within a minute`));
    }, READY_TIMEOUT_MS);
    child.on('message', (message) => {
      const note = message as { ready?: boolean; port?: number };
      if (!note.ready) return;
      clearTimeout(timer);
      resolve(note.port);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${options.kind} ended at its start (code ${code}). ${stderrTail.trim()}`));
    });
  });
  return { process: child, ready };
}
