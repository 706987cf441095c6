'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useHasPermission } from './viewer.tsx';

export const BOARDS_WAITING_KEY = ['boards-waiting'] as const;

const LOOK_MS = 60_000;

/** What waits for a moderator of boards, and which keys are missing. Undefined for others, and until it is known. */
export function useBoardsWaiting() {
  const mayModerate = useHasPermission('boards.moderate');
  const { data } = useQuery({
    queryKey: BOARDS_WAITING_KEY,
    queryFn: () => api.get('/admin/boards/waiting'),
    enabled: mayModerate,
    refetchInterval: LOOK_MS,
  });
  return data;
}
