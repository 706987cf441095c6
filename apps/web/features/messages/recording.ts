'use client';

import { useEffect, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';

/** Maximum length of a voice message. */
const MAX_SECONDS = 300;
/** Interval of level measurements. */
const LEVEL_MS = 100;
/** Formats that browsers record, smallest first. */
const MIME_TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

export interface Recording {
  file: File;
  /** Object URL for listening before sending. */
  address: string;
  durationMs: number;
  /** Levels from 0 to 1, ten per second. */
  levels: readonly number[];
}

/** `waiting` for the microphone · `recording` · `recorded` · or why it is `unavailable`. */
export type RecordingState =
  | { stage: 'waiting' }
  | { stage: 'recording'; seconds: number; levels: readonly number[] }
  | { stage: 'recorded'; result: Recording }
  | { stage: 'unavailable'; why: 'unsupportedBrowser' | 'unsupportedServer' | 'permissionDenied' };

const stopTracks = (stream: MediaStream | undefined): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
};

/** Reports the level of a microphone, 0 to 1. @returns stops it */
function monitorLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  // Samples that cover one interval.
  analyser.fftSize = 4_096;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
    // Perceived loudness grows more slowly than power. With this exponent speech fills about two thirds of the
    // height.
    onLevel(Math.min(1, 1.6 * power ** 0.25));
  }, LEVEL_MS);
  return () => {
    clearInterval(timer);
    if (context.state !== 'closed') void context.close();
  };
}

/**
 * Records from mount until `stop` or the maximum length; `recordAgain` starts over. Releases the microphone whenever
 * it does not record.
 */
export function useRecording(): { state: RecordingState; stop: () => void; recordAgain: () => void } {
  const [state, setState] = useState<RecordingState>({ stage: 'waiting' });
  const [attempt, setAttempt] = useState(0);
  const stop = useRef(() => {});

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is a new recording
  useEffect(() => {
    let isMounted = true;
    let address: string | undefined;
    let stream: MediaStream | undefined;
    let stopListening = () => {};
    setState({ stage: 'waiting' });
    const startRecording = async (): Promise<void> => {
      const fail = (why: 'unsupportedBrowser' | 'unsupportedServer' | 'permissionDenied') => {
        if (isMounted) setState({ stage: 'unavailable', why });
      };
      if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices) return fail('unsupportedBrowser');
      const quota = await api.get('/media/quota').catch(() => undefined);
      if (quota && !quota.video) return fail('unsupportedServer');
      if (!isMounted) return;
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        return fail('permissionDenied');
      }
      if (!isMounted) return stopTracks(stream);
      const mimeType = MIME_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
      const recorder = new MediaRecorder(stream, mimeType ? { mimeType, audioBitsPerSecond: 32_000 } : {});
      const chunks: Blob[] = [];
      const levels: number[] = [];
      const startedAt = performance.now();
      recorder.ondataavailable = (event) => chunks.push(event.data);
      recorder.onstop = () => {
        stopListening();
        stopTracks(stream);
        if (!isMounted) return;
        const type = (recorder.mimeType || 'audio/webm').split(';')[0] ?? 'audio/webm';
        const extension = type === 'audio/mp4' ? 'm4a' : type === 'audio/ogg' ? 'ogg' : 'webm';
        const file = new File(chunks, `ses.${extension}`, { type });
        address = URL.createObjectURL(file);
        setState({
          stage: 'recorded',
          result: { file, address, durationMs: performance.now() - startedAt, levels },
        });
      };
      stop.current = () => {
        if (recorder.state === 'recording') recorder.stop();
      };
      recorder.start();
      setState({ stage: 'recording', seconds: 0, levels });
      stopListening = monitorLevel(stream, (level) => {
        levels.push(level);
        const seconds = Math.floor((performance.now() - startedAt) / 1_000);
        if (seconds >= MAX_SECONDS) stop.current();
        else if (isMounted) setState({ stage: 'recording', seconds, levels: [...levels] });
      });
    };
    void startRecording();
    return () => {
      isMounted = false;
      stop.current();
      stopListening();
      stopTracks(stream);
      if (address) URL.revokeObjectURL(address);
    };
  }, [attempt]);
  return { state, stop: () => stop.current(), recordAgain: () => setAttempt((before) => before + 1) };
}
