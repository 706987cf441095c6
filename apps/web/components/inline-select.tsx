'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ComponentType } from 'react';

/** A select inside a line of text. It opens the native list. */
export function InlineSelect<Value extends string>({
  label,
  Icon,
  value,
  options,
  onChange,
}: {
  label: string;
  Icon: ComponentType<ComponentProps<'svg'>>;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  const selected = options.find((option) => option.value === value);
  return (
    <label className="relative inline-flex h-9 min-w-0 cursor-pointer items-center gap-1.5 rounded-control px-2 text-muted text-sm hover:bg-wash hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ink">
      <Icon aria-hidden="true" className="size-4" />
      <span aria-hidden="true" className="min-w-0 truncate">
        {selected?.label}
      </span>
      <ChevronDown aria-hidden="true" className="size-4" />
      {/* Covers the text, so that a press on it opens the list. The text is as wide as the chosen option. */}
      <select
        aria-label={label}
        value={value}
        // The select only holds values of `options`.
        onChange={(event) => onChange(event.target.value as Value)}
        className="absolute inset-0 size-full cursor-pointer appearance-none bg-surface text-ink opacity-0"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
