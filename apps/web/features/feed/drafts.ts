'use client';

import { useEffect, useState } from 'react';

/** A text that survives a reload, a crash, a wrong press: kept in this browser until it is sent. */
export function useDraft(key: string): [string, (text: string) => void] {
  const [text, setText] = useState('');
  const place = `cl_draft:${key}`;
  useEffect(() => {
    setText(localStorage.getItem(place) ?? '');
  }, [place]);
  const keep = (next: string) => {
    setText(next);
    if (next) localStorage.setItem(place, next);
    else localStorage.removeItem(place);
  };
  return [text, keep];
}
