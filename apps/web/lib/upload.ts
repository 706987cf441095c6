'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from './api.ts';

const POLL_MS = 1_000;
const KIB = 1_024;
/** Larger files are uploaded in chunks, so that an upload can be resumed and has progress. */
const SINGLE_REQUEST_BYTES = 512 * KIB;
/** Chunk size adapts to about one second per chunk: it starts small, doubles when fast and halves when slow. */
const INITIAL_CHUNK_BYTES = 256 * KIB;
const MIN_CHUNK_BYTES = 64 * KIB;
const MAX_CHUNK_BYTES = 4_096 * KIB;
const FAST_CHUNK_MS = 500;
const SLOW_CHUNK_MS = 2_000;
/** The first retry delay; each further one is twice as long. */
const MAX_RETRIES = 4;
const RETRY_DELAY_MS = 500;

/** Where an interrupted upload continues; pass it in again. */
export interface ResumePoint {
  id?: string;
}

export interface UploadOptions {
  signal?: AbortSignal;
  /** Receives the number of bytes sent. A small file reports only its end. */
  onProgress?: (sent: number) => void;
  /** Receives the server's progress in preparing a large file, in per cent. */
  onPreparing?: (percent: number) => void;
  resumePoint?: ResumePoint;
}

/** @throws the signal's reason if aborted */
const wait = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/**
 * Uploads a file and waits until it is ready.
 * @throws ProblemError if it is refused or could not be prepared; the signal's reason if aborted
 */
export async function upload(file: File, options: UploadOptions = {}): Promise<Schemas['OwnMedia']> {
  const { signal, onProgress, onPreparing, resumePoint = {} } = options;
  let media =
    file.size > SINGLE_REQUEST_BYTES
      ? await uploadInChunks(file, { ...options, resumePoint })
      : await uploadInOneRequest(file, signal);
  onProgress?.(file.size);
  while (media.status === 'processing') {
    await wait(POLL_MS, signal);
    media = await api.get('/media/{id}', { path: { id: media.id } });
    onPreparing?.(media.progress);
  }
  if (media.status === 'failed') {
    throw new ProblemError({ status: 422, code: media.failure ?? 'file_unreadable', detail: '' });
  }
  return media;
}

/** Deletes an unfinished upload from the server. */
export async function deleteUpload({ id }: ResumePoint): Promise<void> {
  if (id)
    await api.delete('/media/uploads/{id}', { path: { id }, headers: tusHeaders }).catch(() => undefined);
}

function uploadInOneRequest(file: File, signal?: AbortSignal): Promise<Schemas['OwnMedia']> {
  const form = new FormData();
  form.set('file', file);
  // The client's types only know JSON bodies; this is a form.
  return api.post('/media', { body: form, ...(signal ? { signal } : {}) } as never);
}

const tusHeaders = { 'tus-resumable': '1.0.0' };

/** Uploads by the tus protocol: creates the upload with its length, then sends chunks from the server's offset. */
async function uploadInChunks(
  file: File,
  { signal, onProgress, resumePoint }: UploadOptions & { resumePoint: ResumePoint },
): Promise<Schemas['OwnMedia']> {
  const requestOptions = signal ? { signal } : {};
  const isResuming = resumePoint.id !== undefined;
  if (resumePoint.id === undefined) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name.slice(-200))));
    const headers = {
      ...tusHeaders,
      'upload-length': String(file.size),
      'upload-metadata': `filename ${name}`,
    };
    resumePoint.id = (await api.post('/media/uploads', { headers, ...requestOptions })).id;
  }
  const path = { id: resumePoint.id };
  let offset = 0;
  let failures = 0;
  let chunkBytes = INITIAL_CHUNK_BYTES;
  let isOffsetKnown = !isResuming;
  for (;;) {
    try {
      if (!isOffsetKnown || offset >= file.size) {
        const state = await api.get('/media/uploads/{id}', { path, ...requestOptions });
        if (state.media) return state.media;
        offset = state.offset;
        isOffsetKnown = true;
        onProgress?.(offset);
      }
      const startedAt = performance.now();
      const end = Math.min(file.size, offset + chunkBytes);
      await sendChunk(file, path, offset, end - offset, requestOptions);
      offset = end;
      failures = 0;
      onProgress?.(offset);
      const elapsedMs = performance.now() - startedAt;
      if (elapsedMs < FAST_CHUNK_MS) chunkBytes = Math.min(MAX_CHUNK_BYTES, 2 * chunkBytes);
      else if (elapsedMs > SLOW_CHUNK_MS) chunkBytes = Math.max(MIN_CHUNK_BYTES, chunkBytes / 2);
    } catch (error) {
      // The upload has expired or was deleted: start a new one.
      if (isUploadLost(error)) delete resumePoint.id;
      if (resumePoint.id === undefined || !isRetryable(error) || failures >= MAX_RETRIES) throw error;
      await wait(RETRY_DELAY_MS * 2 ** failures, signal);
      failures += 1;
      isOffsetKnown = false;
      chunkBytes = Math.max(MIN_CHUNK_BYTES, chunkBytes / 4);
    }
  }
}

const sendChunk = (file: File, path: { id: string }, offset: number, bytes: number, requestOptions: object) =>
  api.patch('/media/uploads/{id}', {
    path,
    headers: {
      ...tusHeaders,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    // As above: the body is binary.
    body: file.slice(offset, offset + bytes),
    ...requestOptions,
  } as never);

const isUploadLost = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'upload_not_found';

/** Whether a retry may help: no response, a server error, or another offset than expected. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.status === 0 ||
    (error.status >= 500 && error.code !== 'storage_full') ||
    ['upload_interrupted', 'upload_offset_conflict', 'upload_not_found'].includes(error.code));
