'use client';

import { TextField } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';

/** A search field. Calls `onChange` after a pause in typing. `value` comes from the URL. */
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
    // The URL has changed in another way: "back", or a removed filter.
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
