'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { useCallback } from 'react';

/** The text of a stored problem code. */
export function useProblemCodeText(): (code: string) => string {
  const problemText = useProblemText();
  return useCallback(
    (code) => problemText(new ProblemError({ status: 400, code, detail: '' })),
    [problemText],
  );
}
