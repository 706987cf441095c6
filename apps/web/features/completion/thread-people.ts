'use client';

import type { Schemas } from '@chitlaq/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Post } from '../../lib/post.ts';
import { POSTS } from '../../lib/post-lists.ts';
import type { MemberOption } from './use-completion.tsx';

type ThreadPage = Schemas['Thread'];

/** The authors of the loaded threads that contain the post; its own author first. */
export function threadPeople(queries: QueryClient, post: Post | undefined): readonly MemberOption[] {
  if (!post) return [];
  const threads = queries.getQueriesData<InfiniteData<ThreadPage>>({ queryKey: [POSTS, 'thread'] });
  const around = threads
    .map(([, data]) =>
      (data?.pages ?? []).flatMap((page) => [page.post, ...page.ancestors, ...page.replies.items]),
    )
    .filter((entries) => entries.some(({ id }) => id === post.id))
    .flat()
    .flatMap((entry) => ('author' in entry ? entry.author : []));
  return [post.author, ...around];
}
