import type { Context } from '../../platform/context.ts';
import { privateAddress, publicAddress } from './addresses.ts';
import type { FileRow } from './queries.ts';
import type { Media, OwnMedia } from './schemas.ts';
import type { VariantName } from './shapes.ts';

type Signer = Pick<Context, 'secrets' | 'clock'>;
type Addressed = Pick<FileRow, 'name' | 'variants' | 'isPublic' | 'status'>;

/** Where a file's variant is read, or null while there is none. Of what is not public it is signed, and expires. */
export function urlOf(signer: Signer, file: Addressed, variant: Exclude<VariantName, 'source'> = 'full') {
  const found = file.status === 'ready' ? file.variants[variant] : undefined;
  if (!found) return null;
  return (file.isPublic ? publicAddress : privateAddress)(signer, file.name, found.file);
}

/** The address of a variant that never changes; it opens while the file is public. */
export const lastingUrl = (signer: Signer, file: Addressed, variant: Exclude<VariantName, 'source'>) =>
  urlOf(signer, { ...file, isPublic: true }, variant);

/** A document is saved under the name that its owner gave it. */
function saved(url: string | null, fileName: string | null): string | null {
  if (url === null || fileName === null) return url;
  return `${url}${url.includes('?') ? '&' : '?'}download=${encodeURIComponent(fileName)}`;
}

export function present(signer: Signer, file: FileRow): Media {
  const { id, kind, status, width, height, blurhash, durationMs, animated, size, mimeType } = file;
  return {
    id,
    kind,
    status,
    url: saved(urlOf(signer, file), file.fileName),
    previewUrl: urlOf(signer, file, 'preview'),
    width,
    height,
    blurhash,
    durationMs,
    ...(file.waveform ? { waveform: file.waveform } : {}),
    animated,
    size,
    mimeType,
    fileName: file.fileName,
    alt: file.alt,
    focus: file.focusX === null || file.focusY === null ? null : { x: file.focusX, y: file.focusY },
    progress: file.progress,
    failure: file.failure,
  };
}

export function presentOwn(signer: Signer, file: FileRow): OwnMedia {
  return {
    ...present(signer, file),
    storedBytes: file.storedBytes,
    use:
      file.subjectType === null || file.subjectId === null
        ? null
        : { type: file.subjectType, id: file.subjectId },
    createdAt: file.createdAt.toISOString(),
  };
}
