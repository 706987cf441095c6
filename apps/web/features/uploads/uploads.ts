'use client';

import type { Schemas } from '@chitlaq/client';
import { useCallback, useSyncExternalStore } from 'react';
import { deleteUpload, isRetryable, type ResumePoint, upload } from '../../lib/upload.ts';

/** A file on its way: going up, being prepared by the server, or stopped by a line that broke and waiting to go on. */
export interface UploadState {
  stage: 'sending' | 'preparing' | 'broken';
  name: string;
  sent: number;
  total: number;
  /** Of the preparing, in per cent; 0 while it is not known. */
  prepared: number;
}

interface ActiveUpload {
  state: UploadState;
  resumeUpload: () => void;
  stop: AbortController;
  resumePoint: ResumePoint;
}

/** By the key under which a list shows the file. */
const activeUploads = new Map<string, ActiveUpload>();
const listeners = new Set<() => void>();
const notifyListeners = () => {
  for (const subscribe of listeners) subscribe();
};

/** Is what a given-up upload throws; nobody needs to be told of it. */
export class UploadCancelled extends Error {
  override name = 'GivenUp';
}

/**
 * Sends a file up, to be watched by its key. Where the line stays broken it waits until somebody says to go on, or the browser
 * finds its way back to the network; then it goes on from the last byte that arrived.
 * @param check  throws what would be refused, before anything is sent
 * @throws ProblemError the server's refusal; GivenUp after `cancelUpload`
 */
export async function startUpload(
  key: string,
  file: File,
  check: () => Promise<void> = async () => {},
): Promise<Schemas['OwnMedia']> {
  const activeUpload: ActiveUpload = {
    state: { stage: 'sending', name: file.name, sent: 0, total: file.size, prepared: 0 },
    resumeUpload: () => {},
    stop: new AbortController(),
    resumePoint: {},
  };
  const setState = (change: Partial<UploadState>) => {
    activeUpload.state = { ...activeUpload.state, ...change };
    notifyListeners();
  };
  activeUploads.set(key, activeUpload);
  notifyListeners();
  const onPreparing = (prepared: number) => setState({ prepared });
  const onProgress = (sent: number) => setState({ sent, stage: sent < file.size ? 'sending' : 'preparing' });
  try {
    for (;;) {
      try {
        await check();
        return await upload(file, {
          signal: activeUpload.stop.signal,
          resumePoint: activeUpload.resumePoint,
          onProgress,
          onPreparing,
        });
      } catch (error) {
        if (activeUpload.stop.signal.aborted) throw new UploadCancelled();
        if (!isRetryable(error)) throw error;
        setState({ stage: 'broken' });
        await waitForResume(activeUpload);
        setState({ stage: 'sending' });
      }
    }
  } finally {
    activeUploads.delete(key);
    notifyListeners();
  }
}

/** @throws GivenUp */
const waitForResume = (activeUpload: ActiveUpload): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      window.removeEventListener('online', activeUpload.resumeUpload);
      settle();
    };
    activeUpload.resumeUpload = end(resolve);
    window.addEventListener('online', activeUpload.resumeUpload);
    activeUpload.stop.signal.addEventListener(
      'abort',
      end(() => reject(new UploadCancelled())),
    );
  });

/** A broken upload goes on from where it stopped. */
export const resumeUpload = (key: string): void => activeUploads.get(key)?.resumeUpload();

/** The file is not wanted any more; what has arrived of it is taken back. */
export function cancelUpload(key: string): void {
  const activeUpload = activeUploads.get(key);
  if (!activeUpload) return;
  activeUpload.stop.abort();
  void deleteUpload(activeUpload.resumePoint);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How far a file has come; undefined where none is on its way under this key. */
export function useUploadState(key: string): UploadState | undefined {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => activeUploads.get(key)?.state, [key]),
    () => undefined,
  );
}
