import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const TIMEOUT_SECONDS = 60;
/** Of WebAssembly. 50 million pixels and their conversion take about 450 MiB. */
const MAX_MEMORY_MIB = 768;

/**
 * The worker's code: libheif in WebAssembly. A broken file can reach neither our files nor our memory. Writes a TIFF of one
 * strip: raw pixels, upright, with their colour profile.
 */
const WORKER_SOURCE = `
const { readFileSync, openSync, writeSync, closeSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
const { library, path, to, profile, maxPages, maxPixels } = workerData;

const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength / 65536 + pages > maxPages) throw new RangeError('too much memory');
  return grow.call(this, pages);
};

const heif = require(library);
const images = new heif.HeifDecoder().decode(readFileSync(path));
const image = images.find((each) => each.is_primary()) ?? images[0];
if (!image) throw new Error('no picture');
const [width, height] = [image.get_width(), image.get_height()];
if (!(width > 0 && height > 0 && width * height <= maxPixels)) throw new Error('wrong size');
const hasAlpha = Boolean(heif.heif_image_handle_has_alpha_channel(image.handle));

image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, (shown) => {
  if (!shown) throw new Error('no pixels');
  const samples = hasAlpha ? 4 : 3;
  const pixels = Buffer.from(shown.data.buffer);
  if (!hasAlpha)
    for (let from = 0, at = 0; from < pixels.length; from += 4) {
      pixels[at++] = pixels[from];
      pixels[at++] = pixels[from + 1];
      pixels[at++] = pixels[from + 2];
    }
  const bytes = width * height * samples;
  const [SHORT, LONG, UNDEFINED] = [3, 4, 7];
  const tags = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, samples, 'bits'],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 'pixels'],
    [277, SHORT, 1, samples],
    [278, LONG, 1, height],
    [279, LONG, 1, bytes],
    [284, SHORT, 1, 1],
    ...(hasAlpha ? [[338, SHORT, 1, 2]] : []),
    ...(profile ? [[34675, UNDEFINED, profile.length, 'profile']] : []),
  ];
  const offsets = {};
  offsets.bits = 8 + 2 + tags.length * 12 + 4;
  offsets.profile = offsets.bits + 8;
  offsets.pixels = offsets.profile + (profile ? profile.length + (profile.length % 2) : 0);
  const head = Buffer.alloc(offsets.pixels);
  head.write('II*\\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(tags.length, 8);
  tags.forEach(([tag, type, count, value], nr) => {
    const at = 10 + nr * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(typeof value === 'string' ? offsets[value] : value, at + 8);
  });
  for (let nr = 0; nr < samples; nr++) head.writeUInt16LE(8, offsets.bits + nr * 2);
  if (profile) head.set(profile, offsets.profile);
  const file = openSync(to, 'wx', 0o600);
  writeSync(file, head);
  for (let at = 0; at < bytes; ) at += writeSync(file, pixels, at, bytes - at);
  closeSync(file);
});
`;

/**
 * Decodes the main picture of a HEIC file, upright, to a TIFF that sharp can read. Runs in a worker thread with limits on time
 * and memory.
 *
 * Cost: 12 million pixels take 2.5 s of one core and about 220 MB.
 * @param profile  the colour profile of the pixels
 * @throws if the file cannot be read
 */
export function decodeHeic(
  path: string,
  to: string,
  { profile, maxPixels }: { profile: Buffer | undefined; maxPixels: number },
): Promise<void> {
  const library = createRequire(import.meta.url).resolve('libheif-js/wasm-bundle.js');
  const maxPages = MAX_MEMORY_MIB * 16;
  const worker = new Worker(WORKER_SOURCE, {
    eval: true,
    workerData: { library, path, to, profile, maxPages, maxPixels },
    // The library's warnings are of no use here.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void worker.terminate(), TIMEOUT_SECONDS * 1000);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`the decoder of HEIC pictures ended with ${code}`));
    });
  });
}
