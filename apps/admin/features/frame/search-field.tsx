'use client';

import { TextField } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';

/** What one looks for: shown as typed, told once it rests. `value` is what the address says. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}) {
  const { label, value, onChange, placeholder } = props;
  const [typed, setTyped] = useState(value);
  const debouncedText = useDebounced(typed, 250);
  const lastSent = useRef(value);
  useEffect(() => {
    if (debouncedText === lastSent.current) return;
    lastSent.current = debouncedText;
    onChange(debouncedText);
  }, [debouncedText, onChange]);
  useEffect(() => {
    // The address has changed by itself: "back", or a filter that was taken away.
    if (value === lastSent.current) return;
    lastSent.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextField
      type="search"
      label={label}
      prefix={<Search aria-hidden="true" className="size-4.5" />}
      value={typed}
      maxLength={100}
      placeholder={placeholder}
      onChange={(event) => setTyped(event.target.value)}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
