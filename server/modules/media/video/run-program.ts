import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

const MAX_OUTPUT = 1024 * 1024;
const CHECK_TIMEOUT_MS = 10_000;

/**
 * How ffmpeg opens a recording: only the named file in the named container, no playlist, no URL, no terminal; and no frame larger
 * than a decoder may allocate, whatever the header says.
 * @param pixels  maximum of one frame
 */
export const inputArgs = (container: string, path: string, pixels: number): string[] => [
  ...['-max_pixels', String(pixels), '-protocol_whitelist', 'file', '-f', container, '-i', path],
];

/** The program has reported an error: usually the file's fault. */
export class Failed extends Error {
  override name = 'Failed';
}
/** The program did not finish in time. */
export class TimedOut extends Error {
  override name = 'TimedOut';
}

export interface RunOptions {
  timeoutMs: number;
  /** Gets each line of output; without it `run` returns the output. Returning false stops the program. */
  onLine?: (line: string) => boolean | undefined;
  /** Gets the output as bytes, instead of `onLine`. Returning false stops the program. */
  onBytes?: (data: Buffer) => boolean;
  /** Stops the program, as when its process is about to stop. */
  signal?: AbortSignal | undefined;
  /** Runs it with the lowest priority. */
  isLowPriority?: boolean;
}

/**
 * Runs a program until it ends, at the latest when our process does.
 * @returns its output, if neither `onLine` nor `onBytes` is given
 * @throws Failed with its last error lines; TimedOut; any other Error if it was stopped from outside, which says nothing about
 * the file
 */
export async function run(program: string, args: string[], options: RunOptions): Promise<string> {
  const { timeoutMs, onLine, onBytes, signal, isLowPriority = false } = options;
  const [command = program, ...rest] = [...(await parentDeathPrefix()), program, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
      killSignal: 'SIGKILL',
    });
    if (isLowPriority && child.pid !== undefined) lowerPriority(child.pid);
    let output = '';
    let stderrTail = '';
    let endReason: 'late' | 'enough' | undefined;
    const end = (why: typeof endReason) => {
      endReason ??= why;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => end('late'), timeoutMs);
    if (onLine) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (onLine(line) === false) end('enough');
      });
    } else if (onBytes) {
      child.stdout.on('data', (data: Buffer) => {
        if (!onBytes(data)) end('enough');
      });
    } else {
      child.stdout.on('data', (data: Buffer) => {
        if (output.length < MAX_OUTPUT) output += data.toString();
      });
    }
    child.stderr.on('data', (data: Buffer) => {
      stderrTail = (stderrTail + data.toString()).slice(-2_000);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, endSignal) => {
      clearTimeout(timer);
      if (code === 0 || endReason === 'enough') resolve(output);
      else if (endReason === 'late') reject(new TimedOut(`${program} was not done after ${timeoutMs} ms`));
      else if (endSignal) reject(new Error(`${program} was ended by ${endSignal}`));
      else reject(new Failed(`${program} ended with ${code}: ${stderrTail}`));
    });
  });
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has already ended, or we lack permission: then it runs at normal priority.
  }
}

let prefix: Promise<string[]> | undefined;

/**
 * A killed process cannot stop its children; where the kernel supports it, it does that for us. Otherwise a video would still be
 * converted for nobody, next to the retry.
 */
function parentDeathPrefix(): Promise<string[]> {
  const prefixArgs = ['/usr/bin/setpriv', '--pdeathsig', 'KILL'];
  prefix ??= canRun([...prefixArgs, '/bin/true']).then((isThere) => (isThere ? prefixArgs : []));
  return prefix;
}

const canRun = ([program = '', ...args]: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: CHECK_TIMEOUT_MS });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });

/** By PATH. */
const ffmpegByPath = new Map<string | undefined, Promise<boolean>>();
const toneMappingByPath = new Map<string | undefined, Promise<boolean>>();

/** Whether this ffmpeg can map HDR to the standard range; checked once. */
export function canMapTones(): Promise<boolean> {
  const { PATH } = process.env;
  const found =
    toneMappingByPath.get(PATH) ??
    run('ffmpeg', ['-v', 'error', '-filters'], { timeoutMs: CHECK_TIMEOUT_MS }).then(
      (prefixArgs) => [' zscale ', ' tonemap '].every((filter) => prefixArgs.includes(filter)),
      () => false,
    );
  toneMappingByPath.set(PATH, found);
  return found;
}

/** Whether ffmpeg and ffprobe are installed; checked once. */
export function hasFfmpeg(): Promise<boolean> {
  const { PATH } = process.env;
  const found =
    ffmpegByPath.get(PATH) ??
    Promise.all(['ffmpeg', 'ffprobe'].map((program) => canRun([program, '-version']))).then((both) =>
      both.every(Boolean),
    );
  ffmpegByPath.set(PATH, found);
  return found;
}
