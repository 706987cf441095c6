'use client';

import { TextField } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSettled } from '../../lib/use-settled.ts';

/** What one looks for: shown as typed, told once it rests. `value` is what the address says. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}) {
  const { label, value, onChange, placeholder } = props;
  const [typed, setTyped] = useState(value);
  const settled = useSettled(typed, 250);
  const told = useRef(value);
  useEffect(() => {
    if (settled === told.current) return;
    told.current = settled;
    onChange(settled);
  }, [settled, onChange]);
  useEffect(() => {
    // The address has changed by itself: "back", or a filter that was taken away.
    if (value === told.current) return;
    told.current = value;
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
