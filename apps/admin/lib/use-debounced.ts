'use client';

import { useEffect, useState } from 'react';

/** A value once it has not changed for `ms` milliseconds: what is typed, before it is asked for. */
export function useDebounced<Value>(value: Value, ms = 200): Value {
  const [debounced, setDebounced] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return debounced;
}
