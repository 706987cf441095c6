'use client';

import type { Schemas } from '@chitlaq/client';
import { useCallback, useSyncExternalStore } from 'react';
import { deleteUpload, isRetryable, type ResumePoint, upload } from '../../lib/upload.ts';

/** The state of an upload: sending, being prepared by the server, or interrupted and waiting to resume. */
export interface UploadState {
  stage: 'sending' | 'preparing' | 'interrupted';
  name: string;
  sent: number;
  total: number;
  /** Progress of the preparation, in per cent; 0 if unknown. */
  prepared: number;
}

interface ActiveUpload {
  state: UploadState;
  resumeUpload: () => void;
  stop: AbortController;
  resumePoint: ResumePoint;
}

/** By upload key. */
const activeUploads = new Map<string, ActiveUpload>();
const listeners = new Set<() => void>();
const notifyListeners = () => {
  for (const listener of listeners) listener();
};

/** Thrown by a cancelled upload. Callers show nothing. */
export class UploadCancelled extends Error {
  override name = 'UploadCancelled';
}

/**
 * Uploads a file; `useUploadState(key)` shows its progress. After a lost connection it waits for `resumeUpload` or
 * the `online` event, then continues from the last byte received.
 * @param check  throws before anything is sent, if the file would be refused
 * @throws ProblemError when refused, UploadCancelled after `cancelUpload`
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
        setState({ stage: 'interrupted' });
        await waitForResume(activeUpload);
        setState({ stage: 'sending' });
      }
    }
  } finally {
    activeUploads.delete(key);
    notifyListeners();
  }
}

/** @throws UploadCancelled */
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

/** Resumes an interrupted upload. */
export const resumeUpload = (key: string): void => activeUploads.get(key)?.resumeUpload();

/** Cancels an upload and deletes what the server has received. */
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

/** The state of an upload; undefined if there is none with this key. */
export function useUploadState(key: string): UploadState | undefined {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => activeUploads.get(key)?.state, [key]),
    () => undefined,
  );
}
