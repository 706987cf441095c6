'use client';

import type { Schemas } from '@chitlaq/client';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { formatDuration } from '../../lib/format-duration.ts';
import { isLong } from './long-picture.ts';
import { cellAspect, gridMaxWidth } from './media-layout.ts';

type Media = Schemas['Media'];

// Lazy: needed only when a picture is opened.
const Viewer = lazy(async () => ({ default: (await import('./media-viewer.tsx')).MediaViewer }));

/**
 * The files of a post: up to four pictures in a grid, or one video or recording. Reserves the space, so that nothing moves. Says how many
 * moderators removed.
 */
export function MediaGrid({ media }: { media: Media[] }) {
  const t = useTranslations('feed.media');
  const shown = media.filter(({ failure }) => failure !== 'picture_removed');
  const removed = media.length - shown.length;
  return (
    <>
      {removed > 0 ? (
        <p className="mt-2 rounded-card border border-line px-3 py-2 text-muted text-sm">
          {t('removed', { count: removed })}
        </p>
      ) : null}
      <ShownMedia media={shown} />
    </>
  );
}

function ShownMedia({ media }: { media: Media[] }) {
  const t = useTranslations('feed.media');
  const [shown, setShown] = useState<number>();
  const [first] = media;
  if (!first) return null;
  if (first.kind === 'video') return <Video file={first} />;
  if (first.kind === 'audio') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a member's own recording; its description is shown next to it
      <audio
        controls
        preload="none"
        src={first.url ?? undefined}
        className="mt-2 w-full"
        aria-label={first.alt ?? t('recording')}
      />
    );
  }
  const isSingle = media.length === 1;
  return (
    <>
      <ul
        className={`mt-2 grid gap-0.5 overflow-hidden rounded-card border border-line ${isSingle ? '' : 'grid-cols-2'}`}
        style={{ maxWidth: gridMaxWidth(media) }}
      >
        {media.map((file, index) => (
          <li
            key={file.id}
            className={`relative ${media.length === 3 && index === 0 ? 'row-span-2' : ''}`}
            style={media.length === 3 && index === 0 ? undefined : { aspectRatio: cellAspect(media) }}
          >
            <button
              type="button"
              onClick={() => setShown(index)}
              className="absolute inset-0 size-full bg-wash"
              aria-label={t('open', { alt: file.alt ?? t('noAlt') })}
            >
              <img
                src={(isSingle && (!isLong(file) || file.focus) ? file.url : file.previewUrl) ?? undefined}
                alt={file.alt ?? ''}
                width={file.width ?? undefined}
                height={file.height ?? undefined}
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
                style={{ objectPosition: positionOf(file) }}
              />
            </button>
            {isLong(file) ? (
              <span className="pointer-events-none absolute right-2 bottom-2 rounded-control bg-ink px-1.5 py-0.5 font-medium text-paper text-xs">
                {t('long')}
              </span>
            ) : null}
            {file.alt ? (
              <span
                aria-hidden="true"
                title={file.alt}
                className="pointer-events-none absolute bottom-2 left-2 rounded-control bg-ink px-1.5 py-0.5 font-medium text-paper text-xs"
              >
                ALT
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {shown === undefined ? null : (
        <Suspense fallback={null}>
          <Viewer media={media} start={shown} onClose={() => setShown(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** `object-position` of a cropped picture: the author's focus, else the top of a long picture, else the centre. */
function positionOf(file: Media): string | undefined {
  if (file.focus) return `${file.focus.x * 100}% ${file.focus.y * 100}%`;
  return isLong(file) && (file.height ?? 0) > (file.width ?? 0) ? '50% 0' : undefined;
}

/** Loads only the poster until it is played. Until then its duration is shown on it. */
function Video({ file }: { file: Media }) {
  const t = useTranslations('feed.media');
  const [hasPlayed, setHasPlayed] = useState(false);
  return (
    <div className="relative mt-2">
      {/* biome-ignore lint/a11y/useMediaCaption: a member's own video; its description is shown next to it */}
      <video
        controls
        preload="none"
        playsInline
        poster={file.previewUrl ?? undefined}
        src={file.url ?? undefined}
        aria-label={file.alt ?? t('video')}
        onPlay={() => setHasPlayed(true)}
        className="max-h-[32rem] w-full rounded-card border border-line bg-wash"
        style={{ aspectRatio: file.width && file.height ? file.width / file.height : 16 / 9 }}
      />
      {file.durationMs === null || hasPlayed ? null : (
        <span className="tabular-nums pointer-events-none absolute top-2 left-2 rounded-control bg-ink px-1.5 py-0.5 font-medium text-paper text-sm">
          {formatDuration(file.durationMs / 1000)}
        </span>
      )}
    </div>
  );
}
