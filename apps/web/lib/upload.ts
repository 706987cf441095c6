'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from './api.ts';

const POLL_MS = 1_000;
const KIB = 1_024;
/** From here on a file goes up in pieces: what has arrived before a line breaks is kept, and how far it has come is known. */
const WHOLE_BYTES = 512 * KIB;
/** A piece takes about a second, whatever the line: small at first, then as large as proves right. */
const FIRST_PIECE_BYTES = 256 * KIB;
const LEAST_PIECE_BYTES = 64 * KIB;
const MOST_PIECE_BYTES = 4_096 * KIB;
const QUICK_MS = 500;
const SLOW_MS = 2_000;
/** How often a break is waited out, and for how long at first; each time twice as long. */
const TRIES = 4;
const PAUSE_MS = 500;

/** Where an upload stands that broke off: given again, it goes on from there. */
export interface UploadPlace {
  id?: string;
}

export interface UploadOptions {
  signal?: AbortSignal;
  /** Told the bytes that have arrived; a small file tells only its end. */
  onProgress?: (sent: number) => void;
  /** Told how far the server has come with a file that it takes longer to prepare, in per cent. */
  onPreparing?: (percent: number) => void;
  place?: UploadPlace;
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
  const { signal, onProgress, onPreparing, place = {} } = options;
  let media =
    file.size > WHOLE_BYTES ? await inPieces(file, { ...options, place }) : await whole(file, signal);
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
export async function forgetUpload({ id }: UploadPlace): Promise<void> {
  if (id) await api.delete('/media/uploads/{id}', { path: { id }, headers: tus }).catch(() => undefined);
}

function whole(file: File, signal?: AbortSignal): Promise<Schemas['OwnMedia']> {
  const form = new FormData();
  form.set('file', file);
  // The client's types know JSON bodies; here a browser's form carries the fields.
  return api.post('/media', { body: form, ...(signal ? { signal } : {}) } as never);
}

const tus = { 'tus-resumable': '1.0.0' };

/** By the tus protocol: opened with the length, then piece after piece from where the server stands. */
async function inPieces(
  file: File,
  { signal, onProgress, place }: UploadOptions & { place: UploadPlace },
): Promise<Schemas['OwnMedia']> {
  const given = signal ? { signal } : {};
  const goesOn = place.id !== undefined;
  if (place.id === undefined) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name.slice(-200))));
    const headers = { ...tus, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` };
    place.id = (await api.post('/media/uploads', { headers, ...given })).id;
  }
  const path = { id: place.id };
  let offset = 0;
  let breaks = 0;
  let piece = FIRST_PIECE_BYTES;
  let isKnown = !goesOn;
  for (;;) {
    try {
      if (!isKnown || offset >= file.size) {
        const state = await api.get('/media/uploads/{id}', { path, ...given });
        if (state.media) return state.media;
        offset = state.offset;
        isKnown = true;
        onProgress?.(offset);
      }
      const began = performance.now();
      const end = Math.min(file.size, offset + piece);
      await send(file, path, offset, end - offset, given);
      offset = end;
      breaks = 0;
      onProgress?.(offset);
      const took = performance.now() - began;
      if (took < QUICK_MS) piece = Math.min(MOST_PIECE_BYTES, 2 * piece);
      else if (took > SLOW_MS) piece = Math.max(LEAST_PIECE_BYTES, piece / 2);
    } catch (error) {
      // Over or taken back: what comes next begins anew.
      if (isGone(error)) delete place.id;
      if (place.id === undefined || !isBreak(error) || breaks >= TRIES) throw error;
      await wait(PAUSE_MS * 2 ** breaks, signal);
      breaks += 1;
      isKnown = false;
      piece = Math.max(LEAST_PIECE_BYTES, piece / 4);
    }
  }
}

const send = (file: File, path: { id: string }, offset: number, bytes: number, given: object) =>
  api.patch('/media/uploads/{id}', {
    path,
    headers: { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    // As above: these are bytes.
    body: file.slice(offset, offset + bytes),
    ...given,
  } as never);

const isGone = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'upload_not_found';

/** Whether trying again may help: no answer, a server that is restarting, or one that stands elsewhere in the file. */
export const isBreak = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.status === 0 ||
    (error.status >= 500 && error.code !== 'storage_full') ||
    ['upload_interrupted', 'upload_offset_conflict', 'upload_not_found'].includes(error.code));
