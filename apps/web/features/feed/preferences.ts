'use client';

import type { Schemas } from '@chitlaq/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const feedPreferencesKey = ['feed-preferences'] as const;

/** The member's feed preferences; undefined while they load. */
export const useFeedPreferences = (): Schemas['FeedPreferences'] | undefined =>
  useQuery({
    queryKey: feedPreferencesKey,
    queryFn: () => api.get('/feed/preferences'),
    staleTime: 300_000,
  }).data;
