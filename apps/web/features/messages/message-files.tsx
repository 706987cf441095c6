'use client';

import type { Schemas } from '@chitlaq/client';
import { lazy, Suspense } from 'react';
import { latePart, useLatePart } from '../../lib/late-part.ts';
import { cellAspect, gridMaxWidth } from '../feed/media-layout.ts';

type Media = Schemas['Media'];

// Lazy: few messages carry files.
const mediaPart = latePart(() => import('./message-media.ts'));
const VoiceMessage = lazy(async () => ({ default: (await import('./voice-message.tsx')).VoiceMessage }));

/** The files of a message: pictures, a video, a recording, or documents with name and size. */
export function MessageFiles({ message: { media } }: { message: { media: Media[] } }) {
  const [first] = media;
  if (!first) return null;
  if (first.kind === 'audio')
    return (
      <Suspense fallback={<span className="block h-11 w-60" />}>
        <VoiceMessage file={first} />
      </Suspense>
    );
  return first.kind === 'file' ? <Documents files={media} /> : <Pictures media={media} />;
}

function Documents({ files }: { files: Media[] }) {
  const loaded = useLatePart(mediaPart, true);
  return (
    <ul className="grid gap-1">
      {files.map((file) => (
        <li key={file.id} className={loaded ? undefined : 'h-11 w-40'}>
          {loaded ? <loaded.FileLine file={file} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Pictures({ media }: { media: Media[] }) {
  const loaded = useLatePart(mediaPart, true);
  return (
    <div className="-mx-1.5 -mt-2 mb-1 w-72 max-w-[calc(100%+0.75rem)]">
      {loaded ? <loaded.MediaGrid media={media} /> : <MediaSpace media={media} />}
    </div>
  );
}

/** As large as the pictures or the video will be. */
function MediaSpace({ media }: { media: Media[] }) {
  const [first] = media;
  const isVideo = first?.kind === 'video';
  const shape = first?.width && first.height ? first.width / first.height : 16 / 9;
  const rows = Math.ceil(media.length / 2);
  const aspect = isVideo ? shape : media.length === 1 ? cellAspect(media) : (2 * cellAspect(media)) / rows;
  return (
    <div
      className={`mt-2 w-full rounded-card bg-wash ${isVideo ? 'max-h-[32rem]' : ''}`}
      style={{ aspectRatio: aspect, ...(isVideo ? {} : { maxWidth: gridMaxWidth(media) }) }}
    />
  );
}
