import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

const MAX_OUTPUT = 1024 * 1024;
const CHECK_TIMEOUT_MS = 10_000;

/**
 * How a recording is opened: the named file in the named container and nothing else, no playlist, no address, no terminal;
 * and no frame above what a decoder may take of the memory, whatever its head says.
 * @param pixels  of one frame, at most
 */
export const inputArgs = (container: string, path: string, pixels: number): string[] => [
  ...['-max_pixels', String(pixels), '-protocol_whitelist', 'file', '-f', container, '-i', path],
];

/** The program has said that it cannot: mostly the file's fault. */
export class Failed extends Error {
  override name = 'Failed';
}
/** The program was still at it when its time was over. */
export class TimedOut extends Error {
  override name = 'TimedOut';
}

export interface RunOptions {
  timeoutMs: number;
  /** Its words as they come; without it they are the answer. Ends the program where it returns false. */
  onLine?: (line: string) => boolean | undefined;
  /** Its bytes as they come, in place of its words. Ends the program where it returns false. */
  onBytes?: (data: Buffer) => boolean;
  /** Ends the program, as when its process is to stop. */
  signal?: AbortSignal | undefined;
  /** Lets everything else on the machine go before it. */
  isLowPriority?: boolean;
}

/**
 * Runs a program to its end, at the latest to ours.
 * @returns what it said, where nobody listens for its lines
 * @throws Failed with the last of its complaints; TimedOut; any other Error when it was ended from outside: that says nothing
 *   of the file
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
    // It has ended already, or we may not: then it runs as we do.
  }
}

let prefix: Promise<string[]> | undefined;

/**
 * A killed process cannot end what it has started; where the kernel can, it does that for us: otherwise a video would go on
 * being prepared for nobody, beside the one that tries anew.
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

/** By where programs are looked for. */
const ffmpegByPath = new Map<string | undefined, Promise<boolean>>();
const toneMappingByPath = new Map<string | undefined, Promise<boolean>>();

/** Whether this ffmpeg can bring pictures of a large range of brightness to the usual one; asked once. */
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

/** Whether ffmpeg and ffprobe are on this machine; asked once. */
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
