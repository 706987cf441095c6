import type { Context } from '../../platform/context.ts';
import { downloadName } from './file-names.ts';
import type { FileRow } from './queries.ts';
import type { Media, OwnMedia } from './schemas.ts';
import { extensionOf, type VariantName } from './types.ts';
import { permanentUrl, signedUrl } from './urls.ts';

type Signer = Pick<Context, 'secrets' | 'clock'>;
export type UrlSource = Pick<FileRow, 'name' | 'variants' | 'isPublic' | 'status'> & {
  fileName?: string | null;
  isBlocked?: boolean;
};

/**
 * The URL of a file's variant, or null if there is none. If it is not public, the URL is signed and expires. A document is saved
 * under the name that its owner gave it.
 */
export function variantUrl(
  signer: Signer,
  file: UrlSource,
  variant: Exclude<VariantName, 'source'> = 'full',
) {
  const found = file.status === 'ready' && !file.isBlocked ? file.variants[variant] : undefined;
  if (!found) return null;
  if (file.isPublic) return permanentUrl(signer, file.name, found.file);
  const download = file.fileName == null ? undefined : downloadName(file.fileName, extensionOf(found.file));
  return signedUrl(signer, file.name, found.file, { download });
}

/** The permanent URL of a variant; it works while the file is public. */
export const permanentVariantUrl = (
  signer: Signer,
  file: UrlSource,
  variant: Exclude<VariantName, 'source'>,
) => variantUrl(signer, { ...file, isPublic: true }, variant);

/** A file as everybody who may see it gets it. */
export function present(signer: Signer, file: FileRow): Media {
  const { id, kind, width, height, durationMs, animated, size, mimeType, isBlocked } = file;
  return {
    id,
    kind,
    status: isBlocked ? 'failed' : file.status,
    url: variantUrl(signer, file),
    previewUrl: variantUrl(signer, file, 'preview'),
    width,
    height,
    blurhash: isBlocked ? null : file.blurhash,
    durationMs,
    ...(file.waveform ? { waveform: file.waveform } : {}),
    animated,
    size,
    mimeType,
    fileName: file.fileName,
    alt: isBlocked ? null : file.alt,
    focus: file.focusX === null || file.focusY === null ? null : { x: file.focusX, y: file.focusY },
    progress: file.progress,
    failure: isBlocked ? 'picture_removed' : file.failure,
  };
}

/** A file as its owner gets it: also its stored size and where it is used. */
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
