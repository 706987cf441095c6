'use client';

import type { Schemas } from '@chitlaq/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const UNREAD_KEY = ['conversations', 'unread'] as const;

/** The counts of unread conversations and requests as last fetched, without fetching them. In every page's bundle: keep it small. */
export const useKnownUnread = (): Schemas['UnreadMessages'] | undefined =>
  useQuery({ queryKey: UNREAD_KEY, queryFn: () => api.get('/conversations/unread'), enabled: false }).data;
