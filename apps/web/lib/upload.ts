'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from './api.ts';

const POLL_MS = 1_000;
const KIB = 1_024;
/** From here on a file goes up in pieces: what has arrived before a line breaks is kept, and how far it has come is known. */
const SINGLE_REQUEST_BYTES = 512 * KIB;
/** A piece takes about a second, whatever the line: small at first, then as large as proves right. */
const INITIAL_CHUNK_BYTES = 256 * KIB;
const MIN_CHUNK_BYTES = 64 * KIB;
const MAX_CHUNK_BYTES = 4_096 * KIB;
const FAST_CHUNK_MS = 500;
const SLOW_CHUNK_MS = 2_000;
/** How often a break is waited out, and for how long at first; each time twice as long. */
const MAX_RETRIES = 4;
const RETRY_DELAY_MS = 500;

/** Where an upload stands that broke off: given again, it goes on from there. */
export interface ResumePoint {
  id?: string;
}

export interface UploadOptions {
  signal?: AbortSignal;
  /** Told the bytes that have arrived; a small file tells only its end. */
  onProgress?: (sent: number) => void;
  /** Told how far the server has come with a file that it takes longer to prepare, in per cent. */
  onPreparing?: (percent: number) => void;
  resumePoint?: ResumePoint;
}

/** @throws the signal's reason where it is given up meanwhile */
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
 * @throws ProblemError with the reason, also where it could not be prepared; what the signal says where it is given up
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

/** Takes back what has arrived of a file that is not wanted any more. */
export async function deleteUpload({ id }: ResumePoint): Promise<void> {
  if (id)
    await api.delete('/media/uploads/{id}', { path: { id }, headers: tusHeaders }).catch(() => undefined);
}

function uploadInOneRequest(file: File, signal?: AbortSignal): Promise<Schemas['OwnMedia']> {
  const form = new FormData();
  form.set('file', file);
  // The client's types know JSON bodies; here a browser's form carries the fields.
  return api.post('/media', { body: form, ...(signal ? { signal } : {}) } as never);
}

const tusHeaders = { 'tus-resumable': '1.0.0' };

/** By the tus protocol: opened with the length, then piece after piece from where the server stands. */
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
      const began = performance.now();
      const end = Math.min(file.size, offset + chunkBytes);
      await sendChunk(file, path, offset, end - offset, requestOptions);
      offset = end;
      failures = 0;
      onProgress?.(offset);
      const elapsedMs = performance.now() - began;
      if (elapsedMs < FAST_CHUNK_MS) chunkBytes = Math.min(MAX_CHUNK_BYTES, 2 * chunkBytes);
      else if (elapsedMs > SLOW_CHUNK_MS) chunkBytes = Math.max(MIN_CHUNK_BYTES, chunkBytes / 2);
    } catch (error) {
      // Over or taken back: what comes next begins anew.
      if (isUploadGone(error)) delete resumePoint.id;
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
    // As above: these are bytes.
    body: file.slice(offset, offset + bytes),
    ...requestOptions,
  } as never);

const isUploadGone = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'upload_not_found';

/** Whether trying again may help: no answer, a server that is restarting, or one that stands elsewhere in the file. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.status === 0 ||
    (error.status >= 500 && error.code !== 'storage_full') ||
    ['upload_interrupted', 'upload_offset_conflict', 'upload_not_found'].includes(error.code));
