'use client';

import { ProblemError } from '@chitlaq/client';
import { retryAtOf, useFieldProblems } from '@chitlaq/react';
import { useEffect, useRef, useState } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type RegisterOptions,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { LANGUAGE_CHANGE_EVENT, saveFields, takeSavedFields } from './form-storage.ts';

export interface Form<Values extends FieldValues> extends UseFormReturn<Values> {
  /** The error that belongs to no field. */
  problem: string | undefined;
  /** When a retry is possible, in milliseconds; for `RetryCountdown`. */
  retryAt: number | undefined;
  isPending: boolean;
  /** For the form's `onSubmit`. */
  submit: (event?: { preventDefault: () => void }) => void;
  /** Name, handlers and error of a field, to spread onto it. */
  field: <Name extends Path<Values>>(
    name: Name,
    rules?: RegisterOptions<Values, Name>,
  ) => ReturnType<UseFormReturn<Values>['register']> & { error: string | undefined };
}

/**
 * A form that validates a field on blur and shows the server's errors: next to the fields they name, else above the
 * form, in the viewer's language. Typed values survive errors and a change of language. While it is being sent it is not
 * sent again.
 * @param onProblem  may handle an error itself; returns whether it did
 * @param leavesPage  another page follows: once sent, the form stays pending
 */
export function useProblemForm<Values extends FieldValues>(options: {
  defaultValues: DefaultValues<Values>;
  send: (values: Values) => Promise<void>;
  onProblem?: (problem: ProblemError) => boolean;
  leavesPage?: boolean;
}): Form<Values> {
  const { defaultValues, send, onProblem, leavesPage = false } = options;
  const t = useTranslations('auth');
  const fieldProblems = useFieldProblems((field) => {
    const key = `invalid.${field}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : undefined;
  });
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const form = useForm<Values>({ mode: 'onTouched', defaultValues });
  const { isSubmitting } = form.formState;
  const isBusy = useRef(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const { getValues, setValue } = form;
  const [names] = useState(() => Object.keys(defaultValues));

  useEffect(() => {
    const saved = takeSavedFields(names);
    // Stored by this form under its own field names.
    for (const [name, value] of Object.entries(saved))
      setValue(name as Path<Values>, value as Values[Path<Values>], { shouldDirty: true });
    const saveTyped = () => saveFields(names, getValues());
    window.addEventListener(LANGUAGE_CHANGE_EVENT, saveTyped);
    return () => window.removeEventListener(LANGUAGE_CHANGE_EVENT, saveTyped);
  }, [names, getValues, setValue]);

  const showProblem = (error: unknown) => {
    setRetryAt(retryAtOf(error));
    if (error instanceof ProblemError && onProblem?.(error)) return;
    const found = fieldProblems(error, Object.keys(form.getValues()));
    setProblem(found.problem);
    for (const [index, [name, message]] of Object.entries(found.fields).entries())
      form.setError(name as Path<Values>, { type: 'server', message }, { shouldFocus: index === 0 });
  };

  const submit = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    let isSent = false;
    try {
      await form.handleSubmit(async (values) => {
        setProblem(undefined);
        setRetryAt(undefined);
        try {
          await send(values);
          isSent = true;
        } catch (error) {
          showProblem(error);
        }
      })();
    } finally {
      isBusy.current = isSent && leavesPage;
      setIsLeaving(isBusy.current);
    }
  };

  return {
    ...form,
    problem,
    retryAt,
    isPending: isSubmitting || isLeaving,
    submit: (event) => {
      event?.preventDefault();
      void submit();
    },
    field: (name, rules) => ({
      ...form.register(name, rules),
      error: form.getFieldState(name, form.formState).error?.message,
    }),
  };
}
