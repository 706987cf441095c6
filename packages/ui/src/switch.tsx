'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { useField } from './field.tsx';

export type SwitchProps = Omit<ComponentProps<'input'>, 'children' | 'type' | 'role'> & {
  label: ReactNode;
  help?: ReactNode;
  frameClassName?: string | undefined;
};

/** A setting that takes effect at once: label at the left, switch at the right; the whole row is the target. */
export function Switch({ label, help, frameClassName, className, id, ...props }: SwitchProps) {
  const field = useField({ id, help });
  return (
    <div className={cn('flex min-h-11 items-center gap-4', frameClassName)}>
      <div className="min-w-0 flex-1 py-2">
        <label htmlFor={field.id} className="block">
          {label}
        </label>
        {help ? (
          <p id={field.helpId} className="text-muted text-sm">
            {help}
          </p>
        ) : null}
      </div>
      <span className="relative inline-grid h-6 w-10 shrink-0">
        <input
          {...props}
          {...field.input}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox exposes its own state
          role="switch"
          className={cn(
            'peer touch-44 col-start-1 row-start-1 h-6 w-10 cursor-pointer appearance-none rounded-full border border-edge bg-surface transition-[background-color,border-color] checked:border-nar checked:bg-nar disabled:cursor-not-allowed disabled:opacity-60',
            className,
          )}
        />
        <span
          aria-hidden="true"
          className="pointer-events-none relative col-start-1 row-start-1 m-1 size-4 rounded-full bg-muted transition-transform peer-checked:translate-x-4 peer-checked:bg-on-nar"
        />
      </span>
    </div>
  );
}
