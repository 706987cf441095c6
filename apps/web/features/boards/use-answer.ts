'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { OPENINGS_KEY } from './holder-key.ts';
import { useRefusalText } from './use-refusal.ts';

/** The state of an answer to a request: sends it once, and loads the requests anew. */
export function useAnswer() {
  const queries = useQueryClient();
  const refusalText = useRefusalText();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  return {
    problem,
    isPending,
    /** @param explain  may say what is wrong in other words, or nothing because it has been said */
    run: async (
      work: () => Promise<void>,
      explain: (error: unknown) => string | undefined = refusalText,
    ): Promise<void> => {
      if (isPending) return;
      setIsPending(true);
      setProblem(undefined);
      try {
        await work();
      } catch (error) {
        setProblem(explain(error));
      } finally {
        setIsPending(false);
        await queries.invalidateQueries({ queryKey: OPENINGS_KEY });
      }
    },
  };
}
