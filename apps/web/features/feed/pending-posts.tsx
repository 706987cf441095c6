'use client';

import { Clock } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { usePendingPosts } from '../composer/pending-posts-store.ts';
import { PostCard } from './post-card.tsx';

/**
 * The member's pending posts, at the place where they will appear.
 * @param replyTo  only replies to this post
 */
export function PendingPosts({ replyTo }: { replyTo?: string | undefined }) {
  const t = useTranslations('feed');
  const shown = usePendingPosts().filter(({ post }) => replyTo === undefined || post.replyToId === replyTo);
  return shown.map(({ id, preview }) => (
    <PostCard
      key={id}
      post={preview}
      footer={
        <p className="mt-2 flex items-center gap-1.5 text-muted text-sm">
          <Clock aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
          {t('pending.onlyYou')}
        </p>
      }
    />
  ));
}
