'use client';

import type { Schemas } from '@chitlaq/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

type Post = Schemas['Post'];
interface Page {
  items: { id: string }[];
  nextCursor: string | null;
}

/** Query keys of post lists, by prefix. */
export const POSTS = 'posts';
export const homeKey = [POSTS, 'home'] as const;
/** The tabs of a profile. */
export type AuthorTab = 'posts' | 'replies' | 'media' | 'likes';
export const authorKey = (username: string, tab: AuthorTab) => [POSTS, 'author', username, tab] as const;
export const threadKey = (id: string) => [POSTS, 'thread', id] as const;

const isPaged = (data: unknown): data is InfiniteData<Page> =>
  typeof data === 'object' && data !== null && 'pages' in data;

/** Updates the items of every loaded list of posts. */
export function updatePostLists(queries: QueryClient, change: (items: Page['items']) => Page['items']): void {
  queries.setQueriesData({ queryKey: [POSTS] }, (data: unknown) => {
    if (!isPaged(data)) return data;
    return {
      ...data,
      pages: data.pages.map((page) =>
        Array.isArray(page.items) ? { ...page, items: change(page.items) } : page,
      ),
    };
  });
}

/** Adds a post that the member has just published to the top of home. */
export function addToHome(queries: QueryClient, post: Post): void {
  queries.setQueryData(homeKey, (data: InfiniteData<Page> | undefined) => {
    const [first, ...others] = data?.pages ?? [];
    if (!data || !first) return data;
    return { ...data, pages: [{ ...first, items: [post, ...first.items] }, ...others] };
  });
}
