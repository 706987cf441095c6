'use client';

import type { Schemas } from '@chitlaq/client';
import { IconButton } from '@chitlaq/ui';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { isLong } from './long-picture.ts';

type Media = Schemas['Media'];

const isTall = ({ width, height }: Media) => (height ?? 0) > (width ?? 0);

/** Shows pictures full screen. Arrow keys switch, Escape closes. */
export function MediaViewer({
  media,
  start,
  onClose,
}: {
  media: Media[];
  start: number;
  onClose: () => void;
}) {
  const t = useTranslations('feed.media');
  const [index, setIndex] = useState(start);
  const file = media[index];
  if (!file) return null;
  const showNext = (by: number) => setIndex((index + by + media.length) % media.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') showNext(1);
    if (event.key === 'ArrowLeft') showNext(-1);
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
              {t('position', { index: index + 1, count: media.length })}
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('close')} tooltip={null}>
                <X aria-hidden="true" />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="relative min-h-0">
            {isLong(file) ? (
              <section
                key={file.id}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
                tabIndex={0}
                aria-label={t('long')}
                className="absolute inset-0 overflow-auto"
              >
                <img
                  src={file.url ?? undefined}
                  alt={file.alt ?? ''}
                  width={file.width ?? undefined}
                  height={file.height ?? undefined}
                  className={
                    isTall(file) ? 'mx-auto h-auto max-w-full' : 'my-auto h-full max-h-full w-auto max-w-none'
                  }
                />
              </section>
            ) : (
              <img
                key={file.id}
                src={file.url ?? undefined}
                alt={file.alt ?? ''}
                className="absolute inset-0 size-full object-contain"
              />
            )}
            {media.length > 1 ? (
              <>
                <IconButton
                  label={t('previous')}
                  tooltip={null}
                  onClick={() => showNext(-1)}
                  className="-translate-y-1/2 absolute top-1/2 left-2 border border-line bg-surface"
                >
                  <ChevronLeft aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t('next')}
                  tooltip={null}
                  onClick={() => showNext(1)}
                  className="-translate-y-1/2 absolute top-1/2 right-2 border border-line bg-surface"
                >
                  <ChevronRight aria-hidden="true" />
                </IconButton>
              </>
            ) : null}
          </div>
          <p dir="auto" className="max-h-40 overflow-y-auto p-4 text-center text-sm">
            {file.alt}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
