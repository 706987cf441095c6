'use client';

import { Sheet } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { Composer } from './composer.tsx';
import type { Post } from './post-card.tsx';

/** The composer over the page, with what is answered or quoted in sight. */
export function ComposeSheet(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  replyTo?: Post;
  quoteOf?: Post;
}) {
  const { open, onOpenChange, replyTo, quoteOf } = props;
  const t = useTranslations('feed');
  const about = replyTo ?? quoteOf;
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={replyTo ? t('replyTitle') : quoteOf ? t('quoteTitle') : t('newPost')}
      closeLabel={t('close')}
    >
      {about ? (
        <blockquote className="mb-4 border-line border-l-2 pl-3">
          <p className="text-muted text-sm">
            {about.author.displayName} · @{about.author.username}
          </p>
          <p className="line-clamp-4 whitespace-pre-wrap break-words">
            {about.contentWarning ?? about.content}
          </p>
        </blockquote>
      ) : null}
      <Composer replyTo={replyTo} quoteOf={quoteOf} autoFocus onSent={() => onOpenChange(false)} />
    </Sheet>
  );
}
