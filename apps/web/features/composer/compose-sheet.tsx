'use client';

import { Loading, Sheet, Skeleton } from '@chitlaq/ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { collapsedText } from '../../components/post-text.tsx';
import type { ComposeOptions } from './compose.ts';
import { Composer } from './composer.tsx';

const DraftPicker = lazy(async () => ({ default: (await import('./draft-picker.tsx')).DraftPicker }));

/** The composer in a sheet, with the post that is replied to or quoted, and access to the drafts. */
export function ComposeSheet(
  props: ComposeOptions & {
    open: boolean;
    onOpenChange: (open: boolean) => void;
  },
) {
  const { open, onOpenChange, replyTo, quoteOf, scheduled, opensDrafts = false } = props;
  const t = useTranslations('feed');
  const tDrafts = useTranslations('drafts');
  const [isShowingDrafts, setIsShowingDrafts] = useState(opensDrafts);
  const targetPost = replyTo ?? quoteOf;
  const title = isShowingDrafts
    ? tDrafts('title')
    : scheduled
      ? tDrafts('schedule.edit')
      : replyTo
        ? t('replyTitle')
        : quoteOf
          ? t('quoteTitle')
          : t('newPost');
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => {
        setIsShowingDrafts(false);
        onOpenChange(isOpen);
      }}
      title={title}
      closeLabel={t('close')}
      className="tablet:max-w-xl"
    >
      {isShowingDrafts ? (
        <Suspense
          fallback={
            <Loading label={t('loading')}>
              <Skeleton className="h-40" />
            </Loading>
          }
        >
          <DraftPicker onPicked={() => setIsShowingDrafts(false)} />
        </Suspense>
      ) : (
        <>
          {targetPost ? (
            <blockquote className="mb-4 border-line border-l-2 pl-3">
              <p className="text-muted text-sm">
                <MemberName member={targetPost.author} /> · @{targetPost.author.username}
              </p>
              <p dir="auto" className="line-clamp-4 whitespace-pre-wrap break-words">
                {targetPost.contentWarning ?? collapsedText(targetPost.content)}
              </p>
            </blockquote>
          ) : null}
          <Composer
            replyTo={replyTo}
            quoteOf={quoteOf}
            scheduled={scheduled}
            autoFocus
            onSent={() => onOpenChange(false)}
            onDrafts={targetPost || scheduled ? undefined : () => setIsShowingDrafts(true)}
          />
        </>
      )}
    </Sheet>
  );
}
