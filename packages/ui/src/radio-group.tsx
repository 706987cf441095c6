'use client';

import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';
import { FieldError } from './field.tsx';

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  help?: ReactNode;
  icon?: ReactNode;
};

export type RadioGroupProps<Value extends string> = {
  label: ReactNode;
  labelHidden?: boolean | undefined;
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  /** `list` gives each option a row with its help; `segmented` puts two to four short ones side by side, and wraps where they do not fit. */
  layout?: 'list' | 'segmented' | undefined;
  help?: ReactNode;
  error?: ReactNode;
  /** The form field's name; generated if absent. */
  name?: string | undefined;
  className?: string | undefined;
};

/** A choice of one, with all options visible. Arrow keys move and choose, as native radios do. */
export function RadioGroup<Value extends string>({
  label,
  labelHidden,
  options,
  value,
  onValueChange,
  layout = 'list',
  help,
  error,
  name,
  className,
}: RadioGroupProps<Value>) {
  const id = useId();
  const isList = layout === 'list';
  const describedBy = [error ? `${id}-error` : '', help ? `${id}-help` : ''].filter(Boolean).join(' ');

  const Choice = isList ? ListChoice : Segment;

  return (
    <fieldset
      aria-describedby={describedBy || undefined}
      className={cn('flex min-w-0 flex-col gap-1.5', className)}
    >
      <legend className={cn('mb-1.5 font-medium', labelHidden && 'sr-only')}>{label}</legend>
      <div
        className={cn(
          'bg-surface',
          isList
            ? 'overflow-hidden rounded-card border border-line'
            : 'flex flex-wrap gap-1 rounded-control border border-edge p-[3px]',
          error && 'border-nar',
        )}
      >
        {options.map((option) => (
          <Choice
            key={option.value}
            name={name ?? id}
            option={option}
            isChosen={option.value === value}
            onChoose={() => onValueChange(option.value)}
          />
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
      {help ? (
        <p id={`${id}-help`} className="text-muted text-sm">
          {help}
        </p>
      ) : null}
    </fieldset>
  );
}

type ChoiceProps = {
  name: string;
  option: RadioOption<string>;
  isChosen: boolean;
  onChoose: () => void;
};

function ListChoice({ name, option, isChosen, onChoose }: ChoiceProps) {
  const helpId = useId();
  return (
    <label className="flex min-h-11 gap-3 border-line border-t px-4 py-3 first:border-t-0 hover:bg-wash">
      <input
        type="radio"
        name={name}
        value={option.value}
        checked={isChosen}
        aria-describedby={option.help ? helpId : undefined}
        onChange={onChoose}
        className="m-0 mt-px size-5 shrink-0 appearance-none rounded-full border border-edge bg-surface transition-[border-color] checked:border-6 checked:border-nar"
      />
      <span className="min-w-0 flex-1">
        {option.label}
        {option.help ? (
          <span id={helpId} className="block text-muted text-sm">
            {option.help}
          </span>
        ) : null}
      </span>
      {option.icon}
    </label>
  );
}

function Segment({ name, option, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="relative isolate flex min-h-9 flex-1 items-center justify-center gap-2 rounded-[5px] px-3 text-center text-muted transition-[background-color,color] before:absolute before:inset-x-0 before:-z-1 before:-inset-y-1 hover:text-ink has-checked:bg-nar-soft has-checked:font-medium has-checked:text-nar has-checked:ring-1 has-checked:ring-nar has-checked:ring-inset has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name={name}
        value={option.value}
        checked={isChosen}
        onChange={onChoose}
        className="sr-only"
      />
      {option.icon}
      <span className="min-w-0">{option.label}</span>
    </label>
  );
}
