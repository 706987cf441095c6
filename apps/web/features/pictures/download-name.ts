import type { Schemas } from '@chitlaq/client';

const EXTENSIONS: Record<string, string> = {
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
};

/** Under which name a picture is saved: the day of its upload, and the end of its id, so that two differ. */
export function downloadName({ id, mimeType }: Pick<Schemas['Media'], 'id' | 'mimeType'>): string {
  // The first 48 bits of a UUIDv7 are its time.
  const uploadedAt = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  const day = [uploadedAt.getFullYear(), uploadedAt.getMonth() + 1, uploadedAt.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const extension = EXTENSIONS[mimeType];
  return `chitlaq-${day}-${id.slice(-6)}${extension ? `.${extension}` : ''}`;
}
