'use client';

import { api } from '../../lib/api.ts';
import type { Attachment } from './draft-content.ts';

/**
 * Sends changed file descriptions to the server.
 * @returns the updated files
 * @throws ProblemError
 */
export async function saveDescriptions(files: readonly Attachment[]): Promise<Attachment[]> {
  const updated: Attachment[] = [];
  for (const file of files) {
    const { media, alt } = file;
    if (!media || alt === undefined || alt.trim() === (media.alt ?? '')) continue;
    const body = { alt: alt.trim() || null };
    updated.push({ ...file, media: await api.patch('/media/{id}', { path: { id: media.id }, body }) });
  }
  return updated;
}
