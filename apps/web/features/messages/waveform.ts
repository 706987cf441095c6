'use client';

import { useEffect, useState } from 'react';

export const BAR_COUNT = 40;
/** Larger recordings play without a waveform. */
const MAX_BYTES = 4_000_000;
const FLAT_BARS: readonly number[] = Array.from({ length: BAR_COUNT }, () => 0.25);
const waveformCache = new Map<string, readonly number[]>();

/** The levels of a recording, 0 to 1 per bar; flat until it is played. */
export function useWaveform(url: string | null, isEnabled: boolean): readonly number[] {
  const key = url?.split('?')[0] ?? '';
  const [waveform, setWaveform] = useState(waveformCache.get(key) ?? FLAT_BARS);
  useEffect(() => {
    if (!url || !isEnabled || waveformCache.has(key)) return;
    let isMounted = true;
    void loadWaveform(url).then(
      (found) => {
        waveformCache.set(key, found);
        if (isMounted) setWaveform(found);
      },
      () => undefined, // it plays without a waveform
    );
    return () => {
      isMounted = false;
    };
  }, [url, key, isEnabled]);
  return waveform;
}

async function loadWaveform(url: string): Promise<readonly number[]> {
  const bytes = await (await fetch(url)).arrayBuffer();
  if (bytes.byteLength > MAX_BYTES) return FLAT_BARS;
  const context = new OfflineAudioContext(1, 1, 8_000);
  return toBars((await context.decodeAudioData(bytes)).getChannelData(0));
}

/** The RMS level of equal parts, scaled so that the loudest is 1. */
export function toBars(samples: Float32Array | readonly number[], bars = BAR_COUNT): number[] {
  const loudness = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / bars));
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += (samples[index] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const peak = Math.max(...loudness, 1e-6);
  return loudness.map((value) => value / peak);
}
