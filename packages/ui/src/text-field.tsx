'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { FieldFrame, type FieldProps, inputClassName, useField } from './field.tsx';

export type TextFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'children' | 'prefix'> & {
    /** Fixed text before the input, such as "@". */
    prefix?: ReactNode;
    /** Fixed text or an icon after it. */
    suffix?: ReactNode;
    aside?: ReactNode;
  };

/** A single-line text field. Pasting is always allowed; validation messages come from the caller. */
export function TextField({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  aside,
  prefix,
  suffix,
  className,
  id,
  ...props
}: TextFieldProps) {
  const field = useField({ id, help, error });
  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, aside, field }}>
      <div className="relative flex items-center">
        {prefix ? (
          <span aria-hidden="true" className="pointer-events-none absolute left-3 inline-flex text-muted">
            {prefix}
          </span>
        ) : null}
        <input
          type="text"
          dir="auto"
          {...props}
          {...field.input}
          className={cn(inputClassName, 'h-11', prefix && 'pl-9', suffix && 'pr-10', className)}
        />
        {suffix ? (
          <span className="pointer-events-none absolute right-3 inline-flex text-muted">{suffix}</span>
        ) : null}
      </div>
    </FieldFrame>
  );
}

export type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'children'> & {
    aside?: ReactNode;
    /** Grows with its text up to its max-height. Default true. */
    grows?: boolean | undefined;
  };

/** A multi-line text field. */
export function TextArea({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  aside,
  grows = true,
  rows = 3,
  className,
  id,
  ...props
}: TextAreaProps) {
  const field = useField({ id, help, error });
  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, aside, field }}>
      <textarea
        rows={rows}
        dir="auto"
        {...props}
        {...field.input}
        className={cn(
          inputClassName,
          'min-h-20 resize-y py-2.5',
          grows && 'field-sizing-content max-h-96 resize-none',
          className,
        )}
      />
    </FieldFrame>
  );
}
