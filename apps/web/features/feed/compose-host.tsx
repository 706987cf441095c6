'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { type ComposeOptions, closeComposer, compose, useCompose } from './compose.ts';

// Apart: a page is read before one writes over it.
const ComposeSheet = lazy(async () => ({ default: (await import('./compose-sheet.tsx')).ComposeSheet }));

/** Where the composer opens over the page, whoever asks for it with `compose`. Once, in the frame. */
export function ComposeHost() {
  const options = useCompose();
  // What was written stays in sight while its sheet closes.
  const [shown, setShown] = useState<{ options: ComposeOptions; instance: number }>();
  if (options && options !== shown?.options) setShown({ options, instance: (shown?.instance ?? 0) + 1 });
  useEffect(() => {
    // The installed app's short way to a new post leads here.
    if (new URLSearchParams(window.location.search).get('new') !== 'post') return;
    window.history.replaceState(null, '', window.location.pathname);
    compose();
  }, []);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <ComposeSheet
        key={shown.instance}
        {...shown.options}
        open={options !== undefined}
        onOpenChange={(isOpen) => {
          if (!isOpen) closeComposer();
        }}
      />
    </Suspense>
  );
}
