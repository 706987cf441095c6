'use client';

import type { Schemas } from '@chitlaq/client';
import { api } from './api.ts';

const POLL_MS = 1_000;

/**
 * Uploads a file and waits until it is ready.
 * @throws ProblemError with the reason, also where it could not be prepared
 */
export async function upload(file: File): Promise<Schemas['OwnMedia']> {
  const form = new FormData();
  form.set('file', file);
  // The client's types know JSON bodies; here a browser's form carries the fields.
  let media = await api.post('/media', { body: form } as never);
  while (media.status === 'processing') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    media = await api.get('/media/{id}', { path: { id: media.id } });
  }
  return media;
}
