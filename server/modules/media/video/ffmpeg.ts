import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { unreadable } from '../problems.ts';

const PROBE_MS = 20_000;
const TRANSCODE_MS = 30 * 60_000;
const MAX_OUTPUT = 1024 * 1024;
/** Long side of a video, in pixels. */
const SIDE = 1280;

/** It reads the named file in the named container and nothing else: no playlist, no address, no terminal. */
const safely = (container: string, path: string) => [
  '-protocol_whitelist',
  'file',
  '-f',
  container,
  '-i',
  path,
];

class Failed extends Error {
  override name = 'Failed';
}

/** Runs a program to its end; its words to `onLine` as they come. @throws Failed with the last of its complaints */
function run(
  program: string,
  args: string[],
  options: { timeoutMs: number; onLine?: (line: string) => void },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaint = '';
    if (options.onLine) createInterface({ input: child.stdout }).on('line', options.onLine);
    else {
      child.stdout.on('data', (data: Buffer) => {
        if (output.length < MAX_OUTPUT) output += data.toString();
      });
    }
    child.stderr.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString()).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Failed(`${program} ended with ${signal ?? code}: ${complaint}`));
    });
  });
}

/** By where programs are looked for. */
const known = new Map<string | undefined, Promise<boolean>>();

/** Whether ffmpeg and ffprobe are on this machine; asked once. */
export function hasFfmpeg(): Promise<boolean> {
  const { PATH } = process.env;
  const found =
    known.get(PATH) ??
    Promise.all(
      ['ffmpeg', 'ffprobe'].map((program) => run(program, ['-version'], { timeoutMs: 10_000 })),
    ).then(
      () => true,
      () => false,
    );
  known.set(PATH, found);
  return found;
}

export interface Probed {
  durationMs: number;
  width: number | null;
  height: number | null;
  hasVideo: boolean;
}

interface Stream {
  codec_type?: string;
  width?: number;
  height?: number;
  duration?: string;
  disposition?: { attached_pic?: number };
}

/**
 * What a recording holds. @param container as ffmpeg names it
 * @throws Problem 422 `file_unreadable`
 */
export async function probe(path: string, container: string): Promise<Probed> {
  let found: { format?: { duration?: string }; streams?: Stream[] };
  try {
    found = JSON.parse(
      await run(
        'ffprobe',
        ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', ...safely(container, path)],
        { timeoutMs: PROBE_MS },
      ),
    ) as typeof found;
  } catch (error) {
    throw unreadable(error);
  }
  const streams = found.streams ?? [];
  // A song's cover is a picture, not a video.
  const video = streams.find((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const sound = streams.find((stream) => stream.codec_type === 'audio');
  if (!video && !sound) throw unreadable(new Error('neither video nor sound'));
  const seconds = Number(found.format?.duration ?? video?.duration ?? sound?.duration);
  if (!Number.isFinite(seconds) || seconds <= 0) throw unreadable(new Error('no duration'));
  return {
    durationMs: Math.round(seconds * 1000),
    width: video?.width ?? null,
    height: video?.height ?? null,
    hasVideo: video !== undefined,
  };
}

const VIDEO = [
  ...['-map', '0:v:0', '-map', '0:a:0?', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24'],
  ...['-maxrate', '3M', '-bufsize', '6M', '-fpsmax', '30', '-profile:v', 'high', '-level', '4.0'],
  '-vf',
  `scale='min(${SIDE},iw)':'min(${SIDE},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p`,
];
const AUDIO = ['-map', '0:a:0', '-vn'];

/**
 * Writes a web-safe copy without metadata: H.264 and AAC, playable before it has all arrived.
 * @param onProgress  per cent, rising
 * @throws Problem 422 `file_unreadable`
 */
export async function transcode(
  source: string,
  container: string,
  target: string,
  { kind, durationMs }: { kind: 'video' | 'audio'; durationMs: number },
  onProgress: (percent: number) => Promise<void>,
): Promise<void> {
  let last = Promise.resolve();
  const onLine = (line: string) => {
    // `out_time_us` counts microseconds of what is written.
    const microseconds = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (microseconds === undefined || durationMs <= 0) return;
    const percent = Math.min(99, Math.floor(Number(microseconds) / 10 / durationMs));
    last = last.then(() => onProgress(percent));
    // Awaited below; without this a failure before that would end the process.
    last.catch(() => undefined);
  };
  const args = [
    ...['-nostdin', '-v', 'error', '-y', '-progress', 'pipe:1', ...safely(container, source)],
    ...(kind === 'video' ? VIDEO : AUDIO),
    ...[
      '-c:a',
      'aac',
      '-b:a',
      '128k',
      '-ac',
      '2',
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      '-map_chapters',
      '-1',
    ],
    ...['-threads', '2', '-movflags', '+faststart', '-f', 'mp4', target],
  ];
  try {
    await run('ffmpeg', args, { timeoutMs: TRANSCODE_MS, onLine });
  } catch (error) {
    throw error instanceof Failed ? unreadable(error) : error;
  }
  await last;
}

/** A still from the first second, or from a third of what is shorter. Returns its path. */
export async function posterOf(video: string, target: string, durationMs: number): Promise<string> {
  const at = Math.min(1, durationMs / 3_000).toFixed(3);
  const args = ['-nostdin', '-v', 'error', '-y', '-ss', at, ...safely('mov', video), '-frames:v', '1'];
  try {
    await run('ffmpeg', [...args, '-update', '1', '-f', 'image2', target], { timeoutMs: PROBE_MS });
  } catch (error) {
    throw error instanceof Failed ? unreadable(error) : error;
  }
  return target;
}
