'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { FieldFrame, type FieldProps, inputClassName, useField } from './field.tsx';

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined };

export type SelectProps = FieldProps &
  ComponentProps<'select'> & {
    /** The options; or give `option` elements as children, with `optgroup` for groups. */
    options?: readonly SelectOption[] | undefined;
  };

/** A choice of one with the native list, which works on every phone and keyboard. */
export function Select({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  options,
  className,
  id,
  children,
  ...props
}: SelectProps) {
  const field = useField({ id, help, error });
  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, field }}>
      <div className="relative">
        <select
          {...props}
          {...field.input}
          className={cn(inputClassName, 'h-11 appearance-none truncate pr-10', className)}
        >
          {options?.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
          {children}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-3 right-3 text-muted" />
      </div>
    </FieldFrame>
  );
}
