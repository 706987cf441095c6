'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { POSTS } from '../../lib/post-lists.ts';

export type Scope = 'university' | 'all';

/** Trends. The server computes them every ten minutes, so they are not refetched more often. */
export const useTrends = (scope: Scope, limit: number) =>
  useQuery({
    queryKey: [POSTS, 'trending', scope, limit],
    queryFn: () => api.get('/feed/trending', { query: { scope, limit } }),
    staleTime: 300_000,
    enabled: useHasFeature('trends'),
  });
