'use client';

import { type ComponentProps, useEffect, useEffectEvent } from 'react';
import { cn } from './cn.ts';
import { FieldFrame, type FieldProps, useField } from './field.tsx';
import { digitsOf } from './one-time-code.ts';

export type CodeFieldProps = FieldProps &
  Omit<ComponentProps<'input'>, 'children' | 'value' | 'onChange' | 'type'> & {
    value: string;
    onValueChange: (code: string) => void;
    /** Called when all digits are entered, to continue without a press. */
    onComplete?: ((code: string) => void) | undefined;
    /** Number of digits, default 6. */
    length?: number | undefined;
  };

/**
 * A field for a one-time code. One real input lies over the drawn cells, so that autofill, screen readers, undo and
 * selection work. A code pasted anywhere on the page is inserted here.
 */
export function CodeField({
  label,
  help,
  error,
  note,
  labelHidden,
  frameClassName,
  value,
  onValueChange,
  onComplete,
  length = 6,
  className,
  id,
  ...props
}: CodeFieldProps) {
  const field = useField({ id, help, error });

  const accept = (text: string) => {
    const code = digitsOf(text, length);
    if (code === value) return;
    onValueChange(code);
    if (code.length === length) onComplete?.(code);
  };

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const target = event.target;
    const isOtherField =
      target instanceof HTMLElement &&
      target.matches('input, textarea, [contenteditable]') &&
      target.id !== field.id;
    if (isOtherField || event.defaultPrevented) return;
    const text = event.clipboardData?.getData('text') ?? '';
    if (digitsOf(text, length).length < length) return;
    event.preventDefault();
    accept(text);
    document.getElementById(field.id)?.focus();
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);

  return (
    <FieldFrame {...{ label, help, error, note, labelHidden, frameClassName, field }}>
      <div className="group relative w-fit max-w-full">
        <div aria-hidden="true" className="flex gap-2">
          {Array.from({ length }, (_, index) => {
            const isNext = index === Math.min(value.length, length - 1);
            return (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: cells are positions and never move
                key={index}
                className={cn(
                  'tabular-nums grid h-13 w-11 min-w-0 shrink place-items-center rounded-control border border-edge bg-surface text-2xl group-hover:border-muted',
                  isNext &&
                    'group-focus-within:border-ink group-focus-within:ring-2 group-focus-within:ring-ink',
                  error && 'border-nar',
                )}
              >
                {value[index] ?? ''}
              </span>
            );
          })}
        </div>
        <input
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          {...props}
          {...field.input}
          value={value}
          onChange={(event) => accept(event.currentTarget.value)}
          className={cn('absolute inset-0 size-full opacity-0', className)}
        />
      </div>
    </FieldFrame>
  );
}
