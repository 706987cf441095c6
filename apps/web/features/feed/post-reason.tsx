'use client';

import { isolate } from '@chitlaq/text';
import { Hash, Pin, Repeat2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { paths } from '../../lib/paths.ts';
import type { Post } from '../../lib/post.ts';
import { RankingReason } from './ranking-reason.tsx';

/** Why a post is in the list: pinned, reposted by a followee, tagged with a followed hashtag, or ranked. */
export function PostReason({ post, isPinned }: { post: Post; isPinned: boolean }) {
  const t = useTranslations('feed');
  const { repostedBy, followedHashtag, reason, score, source } = post;
  const [first] = repostedBy?.members ?? [];
  if (!isPinned && !first) {
    if (score)
      return source === 'cohort' ? (
        <RankingReason reason={reason} score={score} lead={t('suggested')} />
      ) : (
        <RankingReason reason={reason} score={score} />
      );
    return followedHashtag ? (
      <p className="mb-0.5 flex items-center gap-1.5 text-muted text-sm">
        <Hash aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
        <PrefetchLink
          className="-my-1 min-w-0 truncate py-1 hover:underline"
          href={paths.hashtag(followedHashtag)}
        >
          {t('followedTag', { tag: isolate(followedHashtag) })}
        </PrefetchLink>
      </p>
    ) : null;
  }
  const Icon = isPinned ? Pin : Repeat2;
  return (
    <p className="mb-0.5 flex items-center gap-1.5 text-muted text-sm">
      <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 break-words">
        {isPinned || !first
          ? t('pinned')
          : t.rich('repostedBy', {
              count: (repostedBy?.count ?? 1) - 1,
              name: () => (
                <PrefetchLink
                  className="-my-1 inline-block py-1 hover:underline"
                  href={paths.member(first.username)}
                >
                  <MemberName member={first} />
                </PrefetchLink>
              ),
            })}
        {repostedBy?.at ? (
          <>
            {' · '}
            <RelativeTime at={repostedBy.at} />
          </>
        ) : null}
      </span>
    </p>
  );
}
