'use client';

import { ProblemError } from '@chitlaq/client';
import { useFieldProblems } from '@chitlaq/react';
import { useContext, useState } from 'react';
import { useTranslations } from 'use-intl';
import { FreshProofContext } from './fresh-proof.ts';

export interface SubmitState {
  isPending: boolean;
  /** Errors by field. */
  errors: Record<string, string>;
  /** The error that belongs to no field. */
  problem: string | undefined;
  /**
   * Runs the request; ignores further calls while it runs. If the server wants a fresh proof of who sends it, asks for it and runs it again.
   * Resolves with whether it succeeded, after `onDone`.
   */
  run: (work: () => Promise<unknown>, onDone?: () => Promise<unknown> | unknown) => Promise<boolean>;
  clear: () => void;
}

const needsProof = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'reauthentication_required';

/** The state of one request: pending, and its errors by field. */
export function useSubmit(fields: readonly string[] = []): SubmitState {
  const t = useTranslations('problems');
  const fieldProblems = useFieldProblems((field) => {
    const key = `fields.${field}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : undefined;
  });
  const askForProof = useContext(FreshProofContext);
  const [isPending, setIsPending] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const clear = () => {
    setErrors({});
    setProblem(undefined);
  };
  return {
    isPending,
    errors,
    problem,
    clear,
    async run(work, onDone) {
      if (isPending) return false;
      clear();
      setIsPending(true);
      try {
        await work().catch(async (error: unknown) => {
          if (!needsProof(error) || !(await askForProof?.())) throw error;
          await work();
        });
      } catch (error) {
        const found = fieldProblems(error, fields);
        setErrors(found.fields);
        setProblem(found.problem);
        return false;
      } finally {
        setIsPending(false);
      }
      await onDone?.();
      return true;
    },
  };
}
