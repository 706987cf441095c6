'use client';

import type { Schemas } from '@chitlaq/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';

type Preferences = Schemas['WritingPreferences'];
const preferencesKey = ['writing-preferences'];

/** The member's writing preferences, and a function that changes some of them. They are the same on all devices. */
export function useWritingPreferences() {
  const save = useOptimisticChange<Preferences>(preferencesKey);
  const { data } = useQuery({ queryKey: preferencesKey, queryFn: () => api.get('/writing-preferences') });
  const change = (changed: Partial<Preferences>) =>
    save(
      (preferences) => ({ ...preferences, ...changed }),
      () => api.patch('/writing-preferences', { body: changed }),
    );
  return { preferences: data, change };
}
