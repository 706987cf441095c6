'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { changeOptimistically } from './optimistic-change.ts';

/** A function like `changeOptimistically` that tells the member when the server refuses. It returns whether the change is saved. */
export function useOptimisticChange<Data>(queryKey: QueryKey) {
  const problemText = useProblemText();
  const queries = useQueryClient();
  return async (change: (data: Data) => Data, save: () => Promise<unknown>): Promise<boolean> => {
    try {
      await changeOptimistically<Data, unknown>(queries, queryKey, change, save);
      return true;
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      return false;
    }
  };
}
