'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** The props that every labelled field takes besides the attributes of its input. */
export type FieldProps = {
  label: ReactNode;
  /** Shown in advance: format, length, purpose. */
  help?: ReactNode;
  /** What is wrong and what to do. Marks the field as invalid. */
  error?: ReactNode;
  /** Shown after the label, such as "optional". */
  note?: ReactNode;
  /** Shows the label to screen readers only, if the context makes it clear. */
  labelHidden?: boolean | undefined;
  /** For the frame around label, input and help; `className` goes to the input itself. */
  frameClassName?: string | undefined;
};

/** The ids and attributes that tie an input to its label, help and error. */
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

/** Border, height and colours of all inputs. */
export const inputClassName =
  'block w-full min-w-0 rounded-control border border-edge bg-surface px-3 text-base text-ink transition-[border-color] hover:border-muted focus:border-ink focus-visible:-outline-offset-1 aria-invalid:border-nar [&[readonly]]:bg-wash disabled:bg-wash disabled:text-muted';

type FrameProps = FieldProps & {
  field: ReturnType<typeof useField>;
  /** At the end of the label's line: a counter, a link. */
  aside?: ReactNode;
  children: ReactNode;
};

/** The layout of a field: label above, help and error below. */
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

/** An error message with an icon, announced when it appears. The live region is always rendered. */
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
