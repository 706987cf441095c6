import { LIMITS } from '../limits.ts';
import { unreadable } from '../problems.ts';
import { inputArgs, run } from './run-program.ts';

const PROBE_MS = 20_000;
/** ffprobe decodes one frame of up to this size, so that an oversized video is reported as too large and not as damaged. */
const PROBE_PIXELS = 4 * LIMITS.videoPixels;

export interface Probed {
  durationMs: number;
  /** Of the displayed picture: rotated as recorded, with square pixels. Null for sound. */
  width: number | null;
  height: number | null;
  hasVideo: boolean;
  /** Of the picture, if it is known without decoding. */
  frames: number | null;
  /** Of the sound: 0 for none. */
  channels: number;
  /** How brightness is encoded, if it exceeds the standard range. */
  hdr: HdrRange | null;
}

/** ffmpeg's names: HLG, used by phones and broadcast, and PQ, used by HDR10 and Dolby Vision. */
export interface HdrRange {
  transfer: 'arib-std-b67' | 'smpte2084';
  /** Whether brightness uses all codes (full range); usually it leaves room at both ends. */
  isFull: boolean;
}

interface Stream {
  codec_type?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  duration?: string;
  nb_frames?: string;
  channels?: number;
  color_transfer?: string;
  color_range?: string;
  disposition?: { attached_pic?: number };
  side_data_list?: { rotation?: number }[];
}

/**
 * Reads what a recording contains. @param container as ffmpeg names it
 * @throws Problem 422 `file_unreadable`
 */
export async function probe(path: string, container: string): Promise<Probed> {
  const input = inputArgs(container, path, PROBE_PIXELS);
  let found: { format?: { duration?: string }; streams?: Stream[] };
  try {
    const json = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams'];
    found = JSON.parse(await run('ffprobe', [...json, ...input], { timeoutMs: PROBE_MS })) as typeof found;
  } catch (error) {
    throw unreadable(error);
  }
  const streams = found.streams ?? [];
  // A song's cover is a picture, not a video.
  const video = streams.find((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const sound = streams.find((stream) => stream.codec_type === 'audio');
  if (!video && !sound) throw unreadable(new Error('neither video nor sound'));
  const declaredSeconds = Number(found.format?.duration ?? video?.duration ?? sound?.duration);
  const hasDeclaredDuration = Number.isFinite(declaredSeconds) && declaredSeconds > 0;
  const scanned = hasDeclaredDuration ? undefined : await scanPackets(input);
  const seconds = hasDeclaredDuration ? declaredSeconds : (scanned?.seconds ?? 0);
  if (seconds <= 0) throw unreadable(new Error('no duration'));
  return {
    durationMs: Math.round(seconds * 1000),
    ...(video ? displaySize(video) : { width: null, height: null }),
    hasVideo: video !== undefined,
    frames: Number(video?.nb_frames) || (scanned?.frames ?? null),
    channels: sound?.channels ?? 0,
    hdr: video ? hdrOf(video) : null,
  };
}

function hdrOf({ color_transfer: transfer, color_range }: Stream): HdrRange | null {
  if (transfer !== 'arib-std-b67' && transfer !== 'smpte2084') return null;
  return { transfer, isFull: color_range === 'pc' };
}

/** The size as a browser shows it: a phone that is held upright records landscape pictures and says how to rotate them. */
function displaySize(video: Stream): { width: number; height: number } {
  const { width = 0, height = 0 } = video;
  if (width <= 0 || height <= 0) throw unreadable(new Error('pictures without a size'));
  const [horizontal = 0, vertical = 0] = (video.sample_aspect_ratio ?? '').split(':').map(Number);
  const displayWidth =
    horizontal > 0 && vertical > 0 ? Math.max(1, Math.round((width * horizontal) / vertical)) : width;
  const rotationDegrees = video.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  return Math.abs(rotationDegrees) % 180 === 90
    ? { width: height, height: displayWidth }
    : { width: displayWidth, height };
}

/**
 * Measures a recording that does not declare its length, as those of browsers: from its first packet to its last, without
 * decoding. Stops when it is longer than any limit.
 * @throws Problem 422 `file_unreadable`
 */
async function scanPackets(input: string[]): Promise<{ seconds: number; frames: number }> {
  let first = Number.POSITIVE_INFINITY;
  let end = 0;
  let frames = 0;
  const maxSeconds = Math.max(LIMITS.videoMs, LIMITS.audioMs) / 1000;
  const onLine = (line: string): boolean => {
    const [kind, at, duration] = line.split(',');
    const start = Number(at);
    if (at === undefined || !Number.isFinite(start)) return true;
    if (kind === 'video') frames++;
    first = Math.min(first, start);
    end = Math.max(end, start + (Number(duration) || 0));
    return end - first <= maxSeconds + 1;
  };
  const packets = ['-show_entries', 'packet=codec_type,pts_time,duration_time', '-of', 'csv=p=0'];
  try {
    await run('ffprobe', ['-v', 'error', ...packets, ...input], { timeoutMs: PROBE_MS, onLine });
  } catch (error) {
    throw unreadable(error);
  }
  return { seconds: Math.max(0, end - first), frames };
}
