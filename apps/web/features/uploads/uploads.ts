'use client';

import type { Schemas } from '@chitlaq/client';
import { useCallback, useSyncExternalStore } from 'react';
import { forgetUpload, isBreak, type UploadPlace, upload } from '../../lib/upload.ts';

/** A file on its way: going up, being prepared by the server, or stopped by a line that broke and waiting to go on. */
export interface Underway {
  stage: 'sending' | 'preparing' | 'broken';
  name: string;
  sent: number;
  total: number;
  /** Of the preparing, in per cent; 0 while it is not known. */
  prepared: number;
}

interface Running {
  state: Underway;
  goOn: () => void;
  stop: AbortController;
  place: UploadPlace;
}

/** By the key under which a list shows the file. */
const running = new Map<string, Running>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listen of listeners) listen();
};

/** Is what a given-up upload throws; nobody needs to be told of it. */
export class GivenUp extends Error {
  override name = 'GivenUp';
}

/**
 * Sends a file up, to be watched by its key. Where the line stays broken it waits until somebody says to go on, or the browser
 * finds its way back to the network; then it goes on from the last byte that arrived.
 * @param check  throws what would be refused, before anything is sent
 * @throws ProblemError the server's refusal; GivenUp after `giveUp`
 */
export async function send(
  key: string,
  file: File,
  check: () => Promise<void> = async () => {},
): Promise<Schemas['OwnMedia']> {
  const one: Running = {
    state: { stage: 'sending', name: file.name, sent: 0, total: file.size, prepared: 0 },
    goOn: () => {},
    stop: new AbortController(),
    place: {},
  };
  const show = (change: Partial<Underway>) => {
    one.state = { ...one.state, ...change };
    tell();
  };
  running.set(key, one);
  tell();
  const onPreparing = (prepared: number) => show({ prepared });
  const onProgress = (sent: number) => show({ sent, stage: sent < file.size ? 'sending' : 'preparing' });
  try {
    for (;;) {
      try {
        await check();
        return await upload(file, { signal: one.stop.signal, place: one.place, onProgress, onPreparing });
      } catch (error) {
        if (one.stop.signal.aborted) throw new GivenUp();
        if (!isBreak(error)) throw error;
        show({ stage: 'broken' });
        await untilToldOn(one);
        show({ stage: 'sending' });
      }
    }
  } finally {
    running.delete(key);
    tell();
  }
}

/** @throws GivenUp */
const untilToldOn = (one: Running): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (how: () => void) => () => {
      window.removeEventListener('online', one.goOn);
      how();
    };
    one.goOn = end(resolve);
    window.addEventListener('online', one.goOn);
    one.stop.signal.addEventListener(
      'abort',
      end(() => reject(new GivenUp())),
    );
  });

/** A broken upload goes on from where it stopped. */
export const goOn = (key: string): void => running.get(key)?.goOn();

/** The file is not wanted any more; what has arrived of it is taken back. */
export function giveUp(key: string): void {
  const one = running.get(key);
  if (!one) return;
  one.stop.abort();
  void forgetUpload(one.place);
}

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How far a file has come; undefined where none is on its way under this key. */
export function useUnderway(key: string): Underway | undefined {
  return useSyncExternalStore(
    listen,
    useCallback(() => running.get(key)?.state, [key]),
    () => undefined,
  );
}
