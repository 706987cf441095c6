'use client';

import type { Schemas } from '@chitlaq/client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../lib/api.ts';
import { ME_KEY } from '../session/session.ts';

export type Step = Schemas['Welcome']['passed'][number];
type Change = { passed?: Step[]; isFinished?: boolean };

/** Records how far the member has come, and shows it at once. */
export function useChangeWelcome(): (change: Change) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (change) => {
      const { welcome } = await api.patch('/users/me/welcome', { body: change });
      queries.setQueryData<Schemas['Me']>(ME_KEY, (me) => me && { ...me, welcome });
    },
    [queries],
  );
}
