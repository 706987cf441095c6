import { stat } from 'node:fs/promises';
import { LIMITS } from '../limits.ts';
import { processingFailed, tooLong, unreadable } from '../problems.ts';
import { type HdrRange, type Probed, probe } from './probe.ts';
import { canMapTones, Failed, inputArgs, run, TimedOut } from './run-program.ts';

const TRANSCODE_MS = 30 * 60_000;
const POSTER_MS = 20_000;
/** Long side of a video, in pixels. */
const SIDE = 1280;
/** A recording longer than its header says is read this far past the limit, and then refused. */
const OVERRUN_SECONDS = 1;

/** The size of the copy: as displayed, within the limit, with even sides as H.264 requires. */
export function copySize({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(width), height: even(height) };
}

/** Nits of a white page in HDR content (ITU-R BT.2408). It is mapped to the white of any other page. */
const WHITE_NITS = 203;

/**
 * Maps HDR to the standard range: converts to linear light and standard colours, compresses what is brighter than white, and
 * converts back. Without it an HDR recording looks grey, because its white is encoded as a grey.
 */
const mapTones = ({ transfer, isFull }: HdrRange) => [
  `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:rin=${isFull ? 'full' : 'limited'}:t=linear:npl=${WHITE_NITS}`,
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=tonemap=mobius:desat=0',
  'zscale=t=bt709:m=bt709:r=limited',
];

const video = ({ width, height }: { width: number; height: number }, hdr: HdrRange | null) => [
  // A capital V excludes cover pictures.
  ...['-map', '0:V:0', '-map', '0:a:0?', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24'],
  ...['-maxrate', '3M', '-bufsize', '6M', '-fpsmax', '30', '-profile:v', 'high', '-level', '4.0'],
  // One size for the whole video, even if the picture changes its size.
  ...[
    '-vf',
    [`scale=${width}:${height}`, ...(hdr ? mapTones(hdr) : []), 'setsar=1', 'format=yuv420p'].join(),
  ],
];
const sound = ['-map', '0:a:0', '-vn'];
/** A voice needs one channel and half the bit rate. */
const aac = (channels: number) => [
  ...['-c:a', 'aac', ...(channels === 1 ? ['-ac', '1', '-b:a', '64k'] : ['-ac', '2', '-b:a', '128k'])],
];
/** Drops metadata of the file, of each stream and of chapters, and any other data streams. */
const withoutMetadata = ['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'];

/**
 * Writes a web-safe copy without metadata: H.264 and AAC, playable before it is fully loaded.
 * @param onProgress  per cent, rising
 * @param signal  stops it when its process stops
 * @returns what the copy contains
 * @throws Problem 422 `file_unreadable`, `recording_too_long`, `processing_failed`
 */
export async function transcode(
  source: { path: string; container: string; kind: 'video' | 'audio'; probed: Probed },
  target: string,
  onProgress: (percent: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<Probed> {
  const { path, container, kind, probed } = source;
  const maxMs = kind === 'video' ? LIMITS.videoMs : LIMITS.audioMs;
  let lastProgress = Promise.resolve();
  const onLine = (line: string): undefined => {
    // `out_time_us` is the time written so far, in microseconds.
    const microseconds = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (microseconds === undefined) return;
    const percent = Math.min(99, Math.floor(Number(microseconds) / 10 / probed.durationMs));
    lastProgress = lastProgress.then(() => onProgress(percent));
    // Awaited below; without this, an earlier failure would crash the process.
    lastProgress.catch(() => undefined);
  };
  const { width, height } = probed;
  const hdr = probed.hdr && (await canMapTones()) ? probed.hdr : null;
  const args = [
    ...['-nostdin', '-v', 'error', '-y', '-progress', 'pipe:1'],
    ...inputArgs(container, path, LIMITS.videoPixels),
    ...(kind === 'video' && width && height ? video(copySize({ width, height }), hdr) : sound),
    ...[...aac(probed.channels), ...withoutMetadata],
    ...['-t', String(maxMs / 1000 + OVERRUN_SECONDS), '-threads', '2'],
    ...['-movflags', '+faststart', '-f', 'mp4', target],
  ];
  await withFileProblems(
    run('ffmpeg', args, { timeoutMs: TRANSCODE_MS, onLine, signal, isLowPriority: true }),
  );
  await lastProgress;
  const made = await probe(target, 'mov');
  if (made.durationMs >= maxMs + (OVERRUN_SECONDS * 1000) / 2) throw tooLong(maxMs);
  return made;
}

/** A still from the first second, or from a third of a shorter video; the very first frame if the pictures end before. */
export async function posterOf(
  video: string,
  target: string,
  durationMs: number,
  signal?: AbortSignal,
): Promise<string> {
  for (const at of [Math.min(1, durationMs / 3_000), 0]) {
    const still = await frameOf(video, target, at, signal);
    if (still !== undefined) return still;
  }
  throw unreadable(new Error('not one picture in the video'));
}

/** Writes the picture of a video at a time to `target`. @returns undefined if there is none */
export async function frameOf(
  video: string,
  target: string,
  seconds: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const seek = ['-nostdin', '-v', 'error', '-y', '-ss', seconds.toFixed(3)];
  const still = ['-frames:v', '1', '-update', '1', '-f', 'image2', target];
  const args = [...seek, ...inputArgs('mov', video, LIMITS.videoPixels), ...still];
  await withFileProblems(run('ffmpeg', args, { timeoutMs: POSTER_MS, signal }));
  return (await isWritten(target)) ? target : undefined;
}

const isWritten = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );

/** An error that ffmpeg reports is the file's fault; if ffmpeg was stopped, the job is retried. */
async function withFileProblems(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failed) throw unreadable(error);
    if (error instanceof TimedOut) throw processingFailed(error);
    throw error;
  }
}
