'use client';

import { useEffect, useState } from 'react';

export const BARS = 40;
/** Larger ones are heard without their shape being looked for. */
const MOST_BYTES = 4_000_000;
const flat: readonly number[] = Array.from({ length: BARS }, () => 0.25);
const known = new Map<string, readonly number[]>();

/** How loud a recording is along its length, 0 to 1 for each bar; flat until one listens to it. */
export function useWave(url: string | null, isWanted: boolean): readonly number[] {
  const key = url?.split('?')[0] ?? '';
  const [wave, setWave] = useState(known.get(key) ?? flat);
  useEffect(() => {
    if (!url || !isWanted || known.has(key)) return;
    let isHere = true;
    void waveOf(url).then(
      (found) => {
        known.set(key, found);
        if (isHere) setWave(found);
      },
      () => undefined, // it plays without its shape
    );
    return () => {
      isHere = false;
    };
  }, [url, key, isWanted]);
  return wave;
}

async function waveOf(url: string): Promise<readonly number[]> {
  const bytes = await (await fetch(url)).arrayBuffer();
  if (bytes.byteLength > MOST_BYTES) return flat;
  const context = new OfflineAudioContext(1, 1, 8_000);
  return barsOf((await context.decodeAudioData(bytes)).getChannelData(0));
}

/** The loudness of each of some equal parts, the loudest being 1. */
export function barsOf(samples: Float32Array | readonly number[], bars = BARS): number[] {
  const loud = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / bars));
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += (samples[index] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const most = Math.max(...loud, 1e-6);
  return loud.map((value) => value / most);
}
