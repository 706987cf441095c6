'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { api } from './api.ts';

const POLL_MS = 1_000;
const MIB = 1_048_576;
/** From here on a file goes up in pieces: what has arrived before a line breaks is kept. */
const WHOLE_BYTES = 4 * MIB;
const PIECE_BYTES = 4 * MIB;
/** How often a break is waited out, and for how long at first; each time twice as long. */
const TRIES = 6;
const PAUSE_MS = 500;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Uploads a file and waits until it is ready.
 * @throws ProblemError with the reason, also where it could not be prepared
 */
export async function upload(file: File): Promise<Schemas['OwnMedia']> {
  let media = file.size > WHOLE_BYTES ? await inPieces(file) : await whole(file);
  while (media.status === 'processing') {
    await wait(POLL_MS);
    media = await api.get('/media/{id}', { path: { id: media.id } });
  }
  if (media.status === 'failed') {
    throw new ProblemError({ status: 422, code: media.failure ?? 'file_unreadable', detail: '' });
  }
  return media;
}

function whole(file: File): Promise<Schemas['OwnMedia']> {
  const form = new FormData();
  form.set('file', file);
  // The client's types know JSON bodies; here a browser's form carries the fields.
  return api.post('/media', { body: form } as never);
}

const tus = { 'tus-resumable': '1.0.0' };

/** By the tus protocol: opened with the length, then piece after piece from where the server stands. */
async function inPieces(file: File): Promise<Schemas['OwnMedia']> {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name.slice(-200))));
  const { id } = await api.post('/media/uploads', {
    headers: { ...tus, 'upload-length': String(file.size), 'upload-metadata': `filename ${name}` },
  });
  const path = { id };
  let offset = 0;
  let breaks = 0;
  for (;;) {
    try {
      if (offset < file.size) {
        await api.patch('/media/uploads/{id}', {
          path,
          headers: {
            ...tus,
            'upload-offset': String(offset),
            'content-type': 'application/offset+octet-stream',
          },
          // As above: these are bytes.
          body: file.slice(offset, offset + PIECE_BYTES),
        } as never);
      }
      const state = await api.get('/media/uploads/{id}', { path });
      if (state.media) return state.media;
      if (state.offset > offset) breaks = 0;
      offset = state.offset;
    } catch (error) {
      if (!isBreak(error) || breaks >= TRIES) throw error;
      await wait(PAUSE_MS * 2 ** breaks);
      breaks += 1;
      // Where the server stands now; unanswered, the next try asks again.
      const state = await api.get('/media/uploads/{id}', { path }).catch(() => undefined);
      if (state?.media) return state.media;
      offset = state?.offset ?? offset;
    }
  }
}

/** Whether trying again may help: no answer, a server that is restarting, or one that stands elsewhere in the file. */
const isBreak = (error: unknown): boolean =>
  error instanceof ProblemError &&
  (error.status === 0 ||
    (error.status >= 500 && error.code !== 'storage_full') ||
    ['upload_interrupted', 'upload_offset_conflict'].includes(error.code));
