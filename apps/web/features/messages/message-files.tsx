'use client';

import type { Schemas } from '@chitlaq/client';
import { FileText } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { MediaGrid } from '../feed/media-grid.tsx';
import { useFileSizeText } from './message-texts.ts';

// Lazy: few messages are voice messages.
const VoiceMessage = lazy(async () => ({ default: (await import('./voice-message.tsx')).VoiceMessage }));

/** The files of a message: pictures, a video, a recording, or documents with name and size. */
export function MessageFiles({ message: { media } }: { message: { media: Schemas['Media'][] } }) {
  const [first] = media;
  if (!first) return null;
  if (first.kind === 'audio')
    return (
      <Suspense fallback={<span className="block h-11 w-60" />}>
        <VoiceMessage file={first} />
      </Suspense>
    );
  if (first.kind === 'file')
    return (
      <ul className="grid gap-1">
        {media.map((file) => (
          <li key={file.id}>
            <FileLine file={file} />
          </li>
        ))}
      </ul>
    );
  return (
    <div className="-mx-1.5 -mt-2 mb-1 w-72 max-w-[calc(100%+0.75rem)]">
      <MediaGrid media={media} />
    </div>
  );
}

/** A document with name and size; a press downloads it. */
export function FileLine({ file }: { file: Schemas['Media'] }) {
  const t = useTranslations('messaging');
  const sizeText = useFileSizeText();
  return (
    <a
      href={file.url ?? undefined}
      download
      className="flex min-h-11 items-center gap-3 rounded-control px-1 hover:bg-wash"
    >
      <FileText aria-hidden="true" className="text-nar" />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          <bdi>{file.fileName ?? t('kinds.file')}</bdi>
        </span>
        <span className="block text-muted text-sm">{sizeText(file.size)}</span>
      </span>
    </a>
  );
}
