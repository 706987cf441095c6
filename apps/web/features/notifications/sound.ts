import { serverNow } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { preferencesKey } from './preferences.ts';
import { isQuiet } from './quiet-hours.ts';

const STORAGE_KEY = 'chitlaq-sound';
/** What arrives within this time makes one sound. */
const PAUSE_MS = 2_000;
const PREFERENCES_AGE_MS = 300_000;
/** Two short rising notes: frequency in hertz, start in seconds. */
const NOTES = [
  [587.33, 0],
  [880, 0.09],
] as const;
const NOTE_SECONDS = 0.16;
const LOUDNESS = 0.06;

let audio: AudioContext | undefined;
let playedAt = Number.NEGATIVE_INFINITY;

/** Whether this device makes a sound when something arrives. It does until its member turns it off. */
export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    return true; // storage is blocked
  }
}

export function setSoundOn(isOn: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, isOn ? 'on' : 'off');
  } catch {
    // storage is blocked: the choice holds for nothing
  }
}

/** Plays the sound. A browser refuses until the page was pressed once; then it stays silent. */
export async function playSound(): Promise<void> {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') await audio.resume();
  for (const [frequency, offset] of NOTES) {
    const start = audio.currentTime + offset;
    const note = audio.createOscillator();
    const gain = audio.createGain();
    note.frequency.value = frequency;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_SECONDS);
    note.connect(gain).connect(audio.destination);
    note.start(start);
    note.stop(start + NOTE_SECONDS);
  }
}

/** Says by a sound that something arrived: not in quiet hours, not where it is off, and in one tab only. */
export async function soundArrival(queries: QueryClient): Promise<void> {
  const now = performance.now();
  if (!isSoundOn() || now - playedAt < PAUSE_MS || !navigator.userActivation?.hasBeenActive) return;
  playedAt = now;
  try {
    const preferences = await queries.fetchQuery({
      queryKey: preferencesKey,
      queryFn: () => api.get('/notifications/preferences'),
      staleTime: PREFERENCES_AGE_MS,
    });
    if (isQuiet(new Date(serverNow()), preferences)) return;
    await navigator.locks.request('chitlaq-sound', { ifAvailable: true }, async (lock) => {
      if (!lock) return; // another tab plays it
      await playSound();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    });
  } catch {
    // no sound in this browser, or no network
  }
}
