import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HdrRange, probe } from './probe.ts';
import { canMapTones, hasFfmpeg } from './run-program.ts';
import { transcode } from './transcode.ts';

const run = promisify(execFile);
const present = await hasFfmpeg();
const mayHevc = present && (await run('ffmpeg', ['-v', 'error', '-encoders'])).stdout.includes('libx265');
const isAble = mayHevc && (await canMapTones());

/** Share of the whole signal for 26 and 203 nits: a grey card, and a white page. Source: ITU-R BT.2408, tables 1 and 2. */
const GREY = { 'arib-std-b67': 0.38, smpte2084: 0.38 } as const;
const WHITE = { 'arib-std-b67': 0.75, smpte2084: 0.58 } as const;

describe.skipIf(!isAble)(
  `recordings of a large range of brightness${isAble ? '' : ' (skipped: this ffmpeg cannot)'}`,
  () => {
    let folder: string;
    const path = process.env.PATH;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'chitlaq-tones-'));
    });
    afterAll(() => {
      process.env.PATH = path;
      rmSync(folder, { recursive: true, force: true });
    });

    /** A short film of one colour: brightness as a share of the signal, colour as ten-bit codes. */
    const film = async (
      transfer: HdrRange['transfer'] | 'bt709',
      share: number,
      [blue, red]: readonly [number, number] = [512, 512],
    ) => {
      const target = join(folder, `${transfer}-${share}-${blue}.mov`);
      const code = Math.round(64 + 876 * share);
      const picture = `color=size=64x64:rate=10:duration=0.3,format=yuv420p10le,geq=lum=${code}:cb=${blue}:cr=${red}`;
      const wide = transfer !== 'bt709';
      await run('ffmpeg', [
        ...['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-pix_fmt', 'yuv420p10le'],
        ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
        ...['-color_primaries', wide ? 'bt2020' : 'bt709', '-color_trc', transfer],
        ...['-colorspace', wide ? 'bt2020nc' : 'bt709', '-color_range', 'tv', target],
      ]);
      return target;
    };
    /** The middle of the copy’s first picture as a browser shows it, 0 to 255 each. */
    const shown = async (source: string) => {
      const target = join(folder, 'copy.mp4');
      const probed = await probe(source, 'mov');
      await transcode({ path: source, container: 'mov', kind: 'video', probed }, target, async () => {});
      const raw = ['-frames:v', '1', '-vf', 'crop=2:2:32:32', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
      const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', target, ...raw], { encoding: 'buffer' });
      const tags = ['-v', 'error', '-of', 'csv=p=0', '-show_entries', 'stream=color_transfer', target];
      return { rgb: [...stdout.subarray(0, 3)], transfer: (await run('ffprobe', tags)).stdout.trim() };
    };

    test.for(['arib-std-b67', 'smpte2084'] as const)(
      'of %s: grey stays grey, white becomes white',
      async (transfer) => {
        const grey = await shown(await film(transfer, GREY[transfer]));
        const white = await shown(await film(transfer, WHITE[transfer]));
        const sun = await shown(await film(transfer, transfer === 'smpte2084' ? 0.75 : 1));
        expect([grey.transfer, white.transfer]).toEqual(['bt709', 'bt709']);
        for (const value of grey.rgb) expect(Math.abs(value - 108)).toBeLessThan(12);
        for (const value of white.rgb) expect(Math.abs(value - 215)).toBeLessThan(12);
        // What is brighter than white still differs from it.
        for (const value of sun.rgb) expect(value).toBeGreaterThan(238);
      },
    );

    test('colours keep their saturation', async () => {
      const source = await film('smpte2084', 0.4, [430, 620]);
      const spread = ({ rgb }: { rgb: number[] }) => Math.max(...rgb) - Math.min(...rgb);
      const made = await shown(source);
      const pale = await asBefore(() => shown(source));
      expect(spread(made)).toBeGreaterThan(1.3 * spread(pale));
      expect(made.rgb[0]).toBe(Math.max(...made.rgb));
    });

    test('the standard range is left unchanged', async () => {
      const source = await film('bt709', 0.5);
      expect((await probe(source, 'mov')).hdr).toBeNull();
      for (const value of (await shown(source)).rgb) expect(Math.abs(value - 128)).toBeLessThan(4);
    });

    test('without the filters in ffmpeg, an HDR recording is still converted', async () => {
      const source = await film('smpte2084', WHITE.smpte2084);
      const { rgb } = await asBefore(() => shown(source));
      for (const value of rgb) expect(Math.abs(value - 148)).toBeLessThan(8);
    });

    /** With an ffmpeg that reports no filters. */
    async function asBefore<T>(work: () => Promise<T>): Promise<T> {
      const ffmpegPath = (await run('/bin/sh', ['-c', 'command -v ffmpeg'])).stdout.trim();
      const bare = join(folder, 'ffmpeg');
      writeFileSync(bare, `#!/bin/sh\ncase "$*" in *-filters*) exit 0;; esac\nexec ${ffmpegPath} "$@"\n`);
      chmodSync(bare, 0o755);
      process.env.PATH = `${folder}:${path}`;
      try {
        return await work();
      } finally {
        process.env.PATH = path;
      }
    }
  },
);
