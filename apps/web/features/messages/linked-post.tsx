'use client';

import { Avatar, Loading } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { collapsedText } from '../../components/post-text.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

const FRESH_MS = 5 * 60_000;

/** A post that a message links to, if the viewer may read it; else what a link gets otherwise. */
export function LinkedPost({ id, fallback }: { id: string; fallback: ReactNode }) {
  const t = useTranslations('messaging');
  const { data: post, isPending } = useQuery({
    queryKey: ['linked-post', id],
    queryFn: () => api.get('/posts/{id}', { path: { id } }),
    staleTime: FRESH_MS,
    retry: false,
  });
  // As high as the card, so that the conversation does not jump.
  if (isPending)
    return (
      <Loading label={t('loading')}>
        <span className="mt-2 block h-24" />
      </Loading>
    );
  if (!post) return fallback;
  const { author, content, contentWarning } = post;
  return (
    <PrefetchLink
      href={paths.post(id)}
      className="mt-2 block h-24 overflow-hidden rounded-card border border-line bg-surface p-3 text-ink no-underline hover:bg-wash"
    >
      <span className="flex items-center gap-2">
        <Avatar name={author.displayName} seed={author.id} src={author.avatarUrl} size={24} />
        <span className="min-w-0 truncate font-medium">
          <MemberName member={author} />
        </span>
      </span>
      <span dir="auto" className="mt-1 line-clamp-2 whitespace-pre-wrap break-words text-sm">
        {contentWarning ?? collapsedText(content)}
      </span>
    </PrefetchLink>
  );
}
