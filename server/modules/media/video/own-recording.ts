import { type FileHandle, open } from 'node:fs/promises';
import { LIMITS } from '../limits.ts';
import { unreadable } from '../problems.ts';
import { Failed, inputArgs, run } from './run-program.ts';
import { copySize } from './transcode.ts';

const PROBE_MS = 20_000;
const DECODE_MS = 30 * 60_000;
/** An empty box: a header and nothing in it. */
const EMPTY_BOX = 8;
/** More than the copy of an hour has; a file with more is no copy of ours. */
const MAX_BOXES = 200;

/** Boxes that contain boxes. `meta` has four bytes before them. */
const CONTAINERS = [
  'moov',
  'trak',
  'edts',
  'mdia',
  'minf',
  'dinf',
  'stbl',
  'udta',
  'meta',
  'ilst',
  '\xa9too',
];
/** The others that our MP4 consists of. What is in none of them, such as the place of a recording, is not in the file. */
const LEAVES = [
  ...['ftyp', 'mdat', 'free', 'mvhd', 'tkhd', 'elst', 'mdhd', 'hdlr', 'vmhd', 'smhd', 'dref', 'data'],
  ...['stsd', 'stts', 'stss', 'ctts', 'stsc', 'stsz', 'stco', 'co64', 'sgpd', 'sbgp', 'sdtp'],
];

interface Stream {
  codec_name?: string;
  codec_type?: string;
  pix_fmt?: string;
  width?: number;
  height?: number;
  channels?: number;
  side_data_list?: unknown[];
  tags?: Record<string, string>;
}

/** What our muxer and encoders write of themselves. */
const OWN_TAGS: Record<string, RegExp> = {
  major_brand: /^/,
  minor_version: /^/,
  compatible_brands: /^/,
  encoder: /^Lav[fc][\d.]+( libx264)?$/,
  language: /^und$/,
  handler_name: /^(Video|Sound)Handler$/,
  vendor_id: /^\[0\]\[0\]\[0\]\[0\]$/,
};
const hasOwnTags = (tags: Record<string, string> = {}): boolean =>
  Object.entries(tags).every(([name, value]) => OWN_TAGS[name]?.test(value) === true);

/**
 * Whether an MP4 is one that the pipeline of a campus could have made: H.264 and AAC of its sizes, with nothing else in it. Then it may
 * be kept byte for byte.
 * @throws Problem 422 `file_unreadable` if it looks like one and cannot be decoded
 */
export async function isOwnRecording(
  path: string,
  kind: 'video' | 'audio',
  signal?: AbortSignal,
): Promise<boolean> {
  if (!(await hasOwnBoxes(path))) return false;
  const input = inputArgs('mov', path, LIMITS.videoPixels);
  const json = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', '-show_chapters'];
  let found: { format?: { tags?: Record<string, string> }; streams?: Stream[]; chapters?: unknown[] };
  try {
    found = JSON.parse(await run('ffprobe', [...json, ...input], { timeoutMs: PROBE_MS })) as typeof found;
  } catch (error) {
    throw unreadable(error);
  }
  const { format, streams = [], chapters = [] } = found;
  const ofType = (type: string) => streams.filter(({ codec_type }) => codec_type === type);
  const [videos, sounds] = [ofType('video'), ofType('audio')];
  const isOwn =
    chapters.length === 0 &&
    hasOwnTags(format?.tags) &&
    streams.every(({ tags }) => hasOwnTags(tags)) &&
    streams.length === videos.length + sounds.length &&
    videos.length === (kind === 'video' ? 1 : 0) &&
    sounds.length <= 1 &&
    videos.every(isOwnVideo) &&
    sounds.every(({ codec_name, channels = 0 }) => codec_name === 'aac' && channels >= 1 && channels <= 2);
  if (!isOwn) return false;
  const decode = ['-nostdin', '-v', 'error', '-xerror', ...input, '-f', 'null', '-'];
  try {
    await run('ffmpeg', decode, { timeoutMs: DECODE_MS, signal, isLowPriority: true });
  } catch (error) {
    throw error instanceof Failed ? unreadable(error) : error;
  }
  return true;
}

function isOwnVideo({ codec_name, pix_fmt, width = 0, height = 0, side_data_list = [] }: Stream): boolean {
  const size = copySize({ width, height });
  return (
    codec_name === 'h264' &&
    pix_fmt === 'yuv420p' &&
    size.width === width &&
    size.height === height &&
    side_data_list.length === 0
  );
}

/** Whether an MP4 consists of known boxes, one after the other up to its last byte. */
async function hasOwnBoxes(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    return (await countBoxes(handle, 0, size)) !== undefined;
  } finally {
    await handle.close();
  }
}

/** The number of boxes in a part of a file; undefined if any is unknown, or too many. */
async function countBoxes(handle: FileHandle, from: number, to: number): Promise<number | undefined> {
  let count = 0;
  for (let at = from; at < to; ) {
    const head = Buffer.alloc(EMPTY_BOX);
    if ((await handle.read(head, 0, head.length, at)).bytesRead < head.length) return undefined;
    const size = head.readUInt32BE(0);
    const name = head.toString('latin1', 4);
    const end = at + size;
    if (size < EMPTY_BOX || end > to || ++count > MAX_BOXES) return undefined;
    if (CONTAINERS.includes(name)) {
      const inside = await countBoxes(handle, at + EMPTY_BOX + (name === 'meta' ? 4 : 0), end);
      if (inside === undefined) return undefined;
      count += inside;
    } else if (!LEAVES.includes(name) || (name === 'free' && size > EMPTY_BOX)) return undefined;
    at = end;
  }
  return count > MAX_BOXES ? undefined : count;
}
