'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton } from '@chitlaq/ui';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl';

type Media = Schemas['Media'];

/** The files of a post: up to four pictures in a grid, or one video or recording. Nothing moves when they arrive. */
export function MediaGrid({ media }: { media: Media[] }) {
  const t = useTranslations('feed.media');
  const [shown, setShown] = useState<number>();
  const [first] = media;
  if (!first) return null;
  if (first.kind === 'video') return <Video file={first} />;
  if (first.kind === 'audio') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a member's own recording; its description stands beside it
      <audio
        controls
        preload="none"
        src={first.url ?? undefined}
        className="mt-2 w-full"
        aria-label={first.alt ?? t('recording')}
      />
    );
  }
  const isAlone = media.length === 1;
  return (
    <>
      <ul
        className={`mt-2 grid gap-0.5 overflow-hidden rounded-card border border-line ${isAlone ? '' : 'grid-cols-2'}`}
      >
        {media.map((file, index) => (
          <li
            key={file.id}
            className={`relative ${media.length === 3 && index === 0 ? 'row-span-2' : ''}`}
            style={media.length === 3 && index === 0 ? undefined : { aspectRatio: ratioOf(file, isAlone) }}
          >
            <button
              type="button"
              onClick={() => setShown(index)}
              className="absolute inset-0 size-full bg-wash"
              aria-label={t('open', { alt: file.alt ?? t('noAlt') })}
            >
              <img
                src={(isAlone ? file.url : file.previewUrl) ?? undefined}
                alt={file.alt ?? ''}
                width={file.width ?? undefined}
                height={file.height ?? undefined}
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
                style={
                  file.focus ? { objectPosition: `${file.focus.x * 100}% ${file.focus.y * 100}%` } : undefined
                }
              />
            </button>
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
        <Viewer media={media} start={shown} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}

/** A picture alone keeps its own shape within reason; several share a common one. */
function ratioOf(file: Media, isAlone: boolean): number {
  if (!isAlone) return 4 / 3;
  if (!file.width || !file.height) return 16 / 9;
  return Math.min(2.4, Math.max(0.8, file.width / file.height));
}

function Video({ file }: { file: Media }) {
  const t = useTranslations('feed.media');
  return (
    // biome-ignore lint/a11y/useMediaCaption: a member's own video; its description stands beside it
    <video
      controls
      preload="none"
      playsInline
      poster={file.previewUrl ?? undefined}
      src={file.url ?? undefined}
      aria-label={file.alt ?? t('video')}
      className="mt-2 max-h-[32rem] w-full rounded-card border border-line bg-wash"
      style={{ aspectRatio: file.width && file.height ? file.width / file.height : 16 / 9 }}
    />
  );
}

/** Pictures over the whole screen; arrow keys turn, Escape closes. */
function Viewer({ media, start, onClose }: { media: Media[]; start: number; onClose: () => void }) {
  const t = useTranslations('feed.media');
  const [index, setIndex] = useState(start);
  const file = media[index];
  if (!file) return null;
  const turn = (by: number) => setIndex((index + by + media.length) % media.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') turn(1);
    if (event.key === 'ArrowLeft') turn(-1);
  };
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-paper" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 grid grid-rows-[auto_1fr_auto] outline-none"
        >
          <div className="flex items-center justify-between p-2">
            <Dialog.Title className="px-2 text-sm">
              {t('place', { index: index + 1, count: media.length })}
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('close')} tooltip={null}>
                <X aria-hidden="true" />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="relative min-h-0">
            <img
              key={file.id}
              src={file.url ?? undefined}
              alt={file.alt ?? ''}
              className="absolute inset-0 size-full object-contain"
            />
            {media.length > 1 ? (
              <>
                <IconButton
                  label={t('previous')}
                  tooltip={null}
                  onClick={() => turn(-1)}
                  className="-translate-y-1/2 absolute top-1/2 left-2 border border-line bg-surface"
                >
                  <ChevronLeft aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t('next')}
                  tooltip={null}
                  onClick={() => turn(1)}
                  className="-translate-y-1/2 absolute top-1/2 right-2 border border-line bg-surface"
                >
                  <ChevronRight aria-hidden="true" />
                </IconButton>
              </>
            ) : null}
          </div>
          <p className="max-h-40 overflow-y-auto p-4 text-center text-sm">{file.alt}</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
