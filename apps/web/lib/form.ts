'use client';

import { ProblemError } from '@chitlaq/client';
import { useEffect, useState } from 'react';
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
import { useProblemText } from './problems.ts';
import { retryAtOf } from './retry-at.ts';

export interface Form<Values extends FieldValues> extends UseFormReturn<Values> {
  /** What went wrong, where it belongs to no field. */
  problem: string | undefined;
  /** When another try makes sense, in milliseconds; for `TryAgain` beside the button. */
  retryAt: number | undefined;
  isPending: boolean;
  /** For the form's `onSubmit`. */
  submit: (event?: { preventDefault: () => void }) => void;
  /** A field's name, handlers and error, to spread onto it. */
  field: <Name extends Path<Values>>(
    name: Name,
    rules?: RegisterOptions<Values, Name>,
  ) => ReturnType<UseFormReturn<Values>['register']> & { error: string | undefined };
}

/**
 * A form that says what is wrong beside a field when one leaves it, and lays out the server's refusal: beside the fields it
 * names, in the reader's language, else above the form. What was typed stays, through a change of language too.
 * @param onProblem  may deal with a refusal itself; returns whether it did
 */
export function useProblemForm<Values extends FieldValues>(options: {
  defaultValues: DefaultValues<Values>;
  send: (values: Values) => Promise<void>;
  onProblem?: (problem: ProblemError) => boolean;
}): Form<Values> {
  const { defaultValues, send, onProblem } = options;
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const form = useForm<Values>({ mode: 'onTouched', defaultValues });
  const { isSubmitting } = form.formState;
  const { getValues, setValue } = form;
  const [names] = useState(() => Object.keys(defaultValues));

  useEffect(() => {
    const saved = takeSavedFields(names);
    // Written by this same form, under its own names.
    for (const [name, value] of Object.entries(saved))
      setValue(name as Path<Values>, value as Values[Path<Values>], { shouldDirty: true });
    const saveTyped = () => saveFields(names, getValues());
    window.addEventListener(LANGUAGE_CHANGE_EVENT, saveTyped);
    return () => window.removeEventListener(LANGUAGE_CHANGE_EVENT, saveTyped);
  }, [names, getValues, setValue]);

  const showProblem = (error: unknown) => {
    setRetryAt(retryAtOf(error));
    if (error instanceof ProblemError && onProblem?.(error)) return;
    const fieldNames = Object.keys(form.getValues());
    const fieldErrors =
      error instanceof ProblemError ? error.errors.filter(({ path }) => fieldNames.includes(path)) : [];
    if (fieldErrors.length === 0) return setProblem(problemText(error));
    for (const [index, { path }] of fieldErrors.entries()) {
      // The server's own sentence is English: a code or a field of ours says it in the reader's language.
      const key = `invalid.${path}` as Parameters<typeof t>[0];
      const isGeneral = error instanceof ProblemError && error.code === 'invalid_request' && t.has(key);
      const message = isGeneral ? t(key) : problemText(error);
      form.setError(path as Path<Values>, { type: 'server', message }, { shouldFocus: index === 0 });
    }
  };

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    setRetryAt(undefined);
    try {
      await send(values);
    } catch (error) {
      showProblem(error);
    }
  });

  return {
    ...form,
    problem,
    retryAt,
    isPending: isSubmitting,
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
