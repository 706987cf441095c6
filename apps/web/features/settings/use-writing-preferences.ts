'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

type Preferences = Schemas['WritingPreferences'];
const preferencesKey = ['writing-preferences'];

/** The member's writing preferences, and a function that changes some of them. They are the same on all devices. */
export function useWritingPreferences() {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: preferencesKey, queryFn: () => api.get('/writing-preferences') });
  const change = async (changed: Partial<Preferences>) => {
    queries.setQueryData(preferencesKey, { ...data, ...changed });
    try {
      await api.patch('/writing-preferences', { body: changed });
    } catch (error) {
      queries.setQueryData(preferencesKey, data);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return { preferences: data, change };
}
