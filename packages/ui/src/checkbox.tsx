'use client';

import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { FieldError, useField } from './field.tsx';

export type CheckboxProps = Omit<ComponentProps<'input'>, 'children' | 'type'> & {
  label: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  frameClassName?: string | undefined;
};

/** A yes-or-no choice that takes effect when the form is sent. The whole row is the target. */
export function Checkbox({ label, help, error, frameClassName, className, id, ...props }: CheckboxProps) {
  const field = useField({ id, help, error });
  return (
    <div className={cn('min-w-0', frameClassName)}>
      <div className="flex min-h-11 gap-3">
        <span className="relative mt-3 inline-grid size-5 shrink-0">
          <input
            {...props}
            {...field.input}
            type="checkbox"
            className={cn(
              'peer touch-44 col-start-1 row-start-1 size-5 appearance-none rounded-[5px] border border-edge bg-surface transition-[background-color,border-color] checked:border-nar checked:bg-nar aria-invalid:border-nar',
              className,
            )}
          />
          <Check
            aria-hidden="true"
            className="pointer-events-none relative col-start-1 row-start-1 m-0.5 size-4 stroke-[2.5] text-on-nar opacity-0 peer-checked:opacity-100"
          />
        </span>
        <label htmlFor={field.id} className="min-w-0 flex-1 py-2.5">
          {label}
        </label>
      </div>
      <div className="flex flex-col gap-1 pl-8 empty:hidden">
        <FieldError id={field.errorId}>{error}</FieldError>
        {help ? (
          <p id={field.helpId} className="-mt-1.5 text-muted text-sm">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
