'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../lib/api.ts';
import { folderKey } from './conversations.ts';
import type { Conversation, Folder } from './types.ts';

const PAGE = 30;

/** A folder's conversations: pinned first, then by last message. */
export function useConversations(folder: Folder) {
  const query = useInfiniteQuery({
    queryKey: folderKey(folder),
    queryFn: ({ pageParam }) =>
      api.get('/conversations', {
        query: { folder, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const pages = query.data?.pages;
  const items = useMemo(
    () => (pages ? sortConversations(pages.flatMap((page) => page.items)) : undefined),
    [pages],
  );
  return { ...query, items };
}

/** Removes duplicates: a conversation that moved up between two page loads is on both pages. */
export function sortConversations(items: readonly Conversation[]): Conversation[] {
  const unique = [...new Map(items.map((item) => [item.id, item])).values()];
  return unique.sort(
    (left, right) =>
      Number(right.pinned) - Number(left.pinned) || right.lastMessageAt.localeCompare(left.lastMessageAt),
  );
}
