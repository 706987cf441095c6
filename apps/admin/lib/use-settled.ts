'use client';

import { useEffect, useState } from 'react';

/** A value once it has not changed for `ms` milliseconds: what is typed, before it is asked for. */
export function useSettled<Value>(value: Value, ms = 200): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
