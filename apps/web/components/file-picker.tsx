'use client';

import { type ReactNode, useRef } from 'react';

/** Lets the member choose files of the device. The child is the button, which calls `open`. */
export function FilePicker({
  accept,
  multiple = false,
  onPick,
  children,
}: {
  /** File types as in the attribute of an input; all by default. */
  accept?: string;
  multiple?: boolean;
  /** Receives at least one file. */
  onPick: (files: [File, ...File[]]) => void;
  children: (open: () => void) => ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        onChange={({ target }) => {
          const [first, ...others] = target.files ?? [];
          if (first) onPick([first, ...others]);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      {children(() => input.current?.click())}
    </>
  );
}
