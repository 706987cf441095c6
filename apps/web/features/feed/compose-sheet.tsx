'use client';

import { Loading, Sheet, Skeleton } from '@chitlaq/ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Compose } from './compose.ts';
import { Composer } from './composer.tsx';
import { shownText } from './post-text.tsx';

const DraftPicker = lazy(async () => ({ default: (await import('../drafts/draft-picker.tsx')).DraftPicker }));

/** The composer over the page, with what is answered or quoted in sight; one's drafts lie behind it. */
export function ComposeSheet(
  props: Compose & {
    open: boolean;
    onOpenChange: (open: boolean) => void;
  },
) {
  const { open, onOpenChange, replyTo, quoteOf, scheduled, picks = false } = props;
  const t = useTranslations('feed');
  const words = useTranslations('drafts');
  const [isPicking, setIsPicking] = useState(picks);
  const about = replyTo ?? quoteOf;
  const title = isPicking
    ? words('title')
    : scheduled
      ? words('schedule.edit')
      : replyTo
        ? t('replyTitle')
        : quoteOf
          ? t('quoteTitle')
          : t('newPost');
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => {
        setIsPicking(false);
        onOpenChange(isOpen);
      }}
      title={title}
      closeLabel={t('close')}
      className="tablet:max-w-xl"
    >
      {isPicking ? (
        <Suspense
          fallback={
            <Loading label={t('loading')}>
              <Skeleton className="h-40" />
            </Loading>
          }
        >
          <DraftPicker onPicked={() => setIsPicking(false)} />
        </Suspense>
      ) : (
        <>
          {about ? (
            <blockquote className="mb-4 border-line border-l-2 pl-3">
              <p className="text-muted text-sm">
                <bdi>{about.author.displayName}</bdi> · @{about.author.username}
              </p>
              <p dir="auto" className="line-clamp-4 whitespace-pre-wrap break-words">
                {about.contentWarning ?? shownText(about.content)}
              </p>
            </blockquote>
          ) : null}
          <Composer
            replyTo={replyTo}
            quoteOf={quoteOf}
            scheduled={scheduled}
            autoFocus
            onSent={() => onOpenChange(false)}
            onDrafts={about || scheduled ? undefined : () => setIsPicking(true)}
          />
        </>
      )}
    </Sheet>
  );
}
