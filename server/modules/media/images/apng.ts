import { crc32 } from 'node:zlib';

/** What happens to the area of a frame before the next one is drawn. */
export type Disposal = 'none' | 'background' | 'previous';

export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  delayMs: number;
  disposal: Disposal;
  /** Whether the frame is blended over the canvas, or replaces it. */
  isBlended: boolean;
  /** The frame as a PNG of its own. */
  png: Buffer;
}

export interface Animation {
  width: number;
  height: number;
  /** How often it plays; 0 means forever. */
  loops: number;
  frames: Frame[];
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Chunks that define how to read pixels: they apply to each frame. */
const SHARED = new Set(['PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'cICP']);

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = SIGNATURE.length; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    if (at + 12 + length > file.length) throw new Error('a chunk is cut off');
    yield { type: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

/** The number of frames that a PNG declares in the chunks before its first pixels; 1 for a still. */
export function countFrames(head: Buffer): number {
  for (const { type, data } of chunksOf(head)) {
    if (type === 'IDAT') return 1;
    if (type === 'acTL' && data.length >= 8) return Math.max(1, data.readUInt32BE(0));
  }
  return 1;
}

type FrameControl = Omit<Frame, 'png'>;

function readControl(data: Buffer, canvas: { width: number; height: number }): FrameControl {
  if (data.length < 26) throw new Error('a frame without its control');
  const [width, height, left, top] = [4, 8, 12, 16].map((at) => data.readUInt32BE(at)) as [
    number,
    number,
    number,
    number,
  ];
  if (width === 0 || height === 0 || left + width > canvas.width || top + height > canvas.height)
    throw new Error('a frame outside of its picture');
  const [numerator, denominator] = [data.readUInt16BE(20), data.readUInt16BE(22) || 100];
  const ms = Math.round((numerator * 1000) / denominator);
  return {
    left,
    top,
    width,
    height,
    // As browsers do: a delay too short to see means that none was chosen.
    delayMs: ms <= 10 ? 100 : ms,
    disposal: (['none', 'background', 'previous'] as const)[data[24] ?? 0] ?? 'none',
    isBlended: data[25] === 1,
  };
}

/**
 * Splits an animated PNG into frames (https://www.w3.org/TR/png-3/#apng-frame-based-animation). Decodes nothing.
 * @param maxFrames  more are refused
 * @throws if the file is damaged
 */
export function readApng(file: Buffer, maxFrames: number): Animation {
  let header: Buffer | undefined;
  let canvas = { width: 0, height: 0 };
  let loops = 0;
  const shared: Buffer[] = [];
  const frames: Frame[] = [];
  let control: FrameControl | undefined;
  let pixels: Buffer[] = [];
  const finishFrame = () => {
    if (control && header && pixels.length > 0) {
      if (frames.length === maxFrames) throw new Error('more frames than were announced');
      const frameHeader = Buffer.from(header);
      frameHeader.writeUInt32BE(control.width, 0);
      frameHeader.writeUInt32BE(control.height, 4);
      const png = [
        SIGNATURE,
        chunk('IHDR', frameHeader),
        ...shared,
        chunk('IDAT', Buffer.concat(pixels)),
        chunk('IEND', Buffer.alloc(0)),
      ];
      frames.push({ ...control, png: Buffer.concat(png) });
    }
    pixels = [];
  };
  for (const { type, data } of chunksOf(file)) {
    if (type === 'IHDR' && data.length === 13) {
      header = data;
      canvas = { width: data.readUInt32BE(0), height: data.readUInt32BE(4) };
    } else if (type === 'acTL' && data.length >= 8) loops = data.readUInt32BE(4);
    else if (type === 'fcTL') {
      finishFrame();
      control = readControl(data, canvas);
    } else if (type === 'IDAT') pixels.push(data);
    else if (type === 'fdAT') pixels.push(data.subarray(4));
    else if (type === 'IEND') break;
    else if (SHARED.has(type)) shared.push(chunk(type, data));
  }
  finishFrame();
  if (frames.length === 0) throw new Error('no frames');
  return { ...canvas, loops, frames };
}

/** Renders the canvas after each frame, four bytes per pixel. The buffer is reused: copy what you keep. */
export async function* renderFrames(
  { width, height, frames }: Animation,
  decode: (png: Buffer) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  const canvas = Buffer.alloc(width * height * 4);
  for (const [index, frame] of frames.entries()) {
    const pixels = await decode(frame.png);
    if (pixels.length !== frame.width * frame.height * 4) throw new Error('a frame of another size');
    // There is nothing to restore before the first frame.
    const disposal = index === 0 && frame.disposal === 'previous' ? 'background' : frame.disposal;
    const before = disposal === 'previous' ? Buffer.from(canvas) : undefined;
    drawFrame(canvas, width, frame, pixels);
    yield canvas;
    if (before) before.copy(canvas);
    if (disposal === 'background')
      for (let row = 0; row < frame.height; row++) {
        const at = ((frame.top + row) * width + frame.left) * 4;
        canvas.fill(0, at, at + frame.width * 4);
      }
  }
}

function drawFrame(
  canvas: Buffer,
  canvasWidth: number,
  { left, top, width, height, isBlended }: Frame,
  pixels: Buffer,
): void {
  for (let row = 0; row < height; row++) {
    const to = ((top + row) * canvasWidth + left) * 4;
    const from = row * width * 4;
    if (!isBlended) {
      pixels.copy(canvas, to, from, from + width * 4);
      continue;
    }
    for (let at = 0; at < width * 4; at += 4) blendPixel(canvas, to + at, pixels, from + at);
  }
}

/** Blends one pixel over another. Neither has premultiplied alpha. */
function blendPixel(canvas: Buffer, to: number, pixels: Buffer, from: number): void {
  const alpha = pixels[from + 3] ?? 0;
  const backdropAlpha = canvas[to + 3] ?? 0;
  if (alpha === 0) return;
  if (alpha === 255 || backdropAlpha === 0) {
    pixels.copy(canvas, to, from, from + 4);
    return;
  }
  const rest = (backdropAlpha * (255 - alpha)) / 255;
  const sum = alpha + rest;
  for (let channel = 0; channel < 3; channel++)
    canvas[to + channel] = Math.round(
      ((pixels[from + channel] ?? 0) * alpha + (canvas[to + channel] ?? 0) * rest) / sum,
    );
  canvas[to + 3] = Math.round(sum);
}
