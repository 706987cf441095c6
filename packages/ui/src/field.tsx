'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** What every field with a label takes besides its input's own attributes. */
export type FieldProps = {
  label: ReactNode;
  /** Said before one errs: format, length, why it is asked. */
  help?: ReactNode;
  /** What is wrong and what to do. Its presence marks the field as invalid. */
  error?: ReactNode;
  /** A word after the label, such as "optional". */
  note?: ReactNode;
  /** Keeps the label for screen readers only, where the place itself says what the field is. */
  labelHidden?: boolean | undefined;
  /** For the frame around label, input and help; `className` goes to the input itself. */
  frameClassName?: string | undefined;
};

/** Ids and attributes that tie an input to its label, help and error. */
export function useField(options: { id?: string | undefined; help?: ReactNode; error?: ReactNode }) {
  const generatedId = useId();
  const id = options.id ?? generatedId;
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const describedBy = [options.error ? errorId : '', options.help ? helpId : ''].filter(Boolean).join(' ');
  return {
    id,
    helpId,
    errorId,
    input: {
      id,
      'aria-describedby': describedBy || undefined,
      'aria-invalid': options.error ? (true as const) : undefined,
    },
  };
}

/** Border, height and colours shared by everything one types in or picks from. */
export const inputClassName =
  'block w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-base text-ink transition-[border-color] hover:border-muted focus:border-ink focus-visible:-outline-offset-1 aria-invalid:border-nar [&[readonly]]:bg-wash disabled:bg-wash disabled:text-muted';

type FrameProps = FieldProps & {
  field: ReturnType<typeof useField>;
  /** At the right end of the label's line: a counter, a link. */
  aside?: ReactNode;
  children: ReactNode;
};

/** Label above, help below, error beside: the frame of one field. */
export function FieldFrame({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  field,
  aside,
  children,
}: FrameProps) {
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', frameClassName)}>
      <div className={cn('flex items-baseline justify-between gap-3', labelHidden && !aside && 'sr-only')}>
        <label htmlFor={field.id} className={cn('font-medium', labelHidden && 'sr-only')}>
          {label}
          {note ? <span className="ml-1.5 font-normal text-muted text-sm">{note}</span> : null}
        </label>
        {aside}
      </div>
      {children}
      <FieldError id={field.errorId}>{error}</FieldError>
      {help ? (
        <p id={field.helpId} className="text-muted text-sm">
          {help}
        </p>
      ) : null}
    </div>
  );
}

/** The words of an error, with a sign, announced when they appear. The live region stands there before the words do. */
export function FieldError({
  id,
  className,
  children,
}: {
  id?: string | undefined;
  className?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div id={id} aria-live="polite" className={cn('empty:hidden', className)}>
      {children ? (
        <p className="flex items-start gap-1.5 text-nar text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4" />
          <span className="min-w-0">{children}</span>
        </p>
      ) : null}
    </div>
  );
}
