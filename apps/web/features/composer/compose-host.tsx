'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { type ComposeOptions, closeComposer, compose, useCompose } from './compose.ts';

// Lazy: most pages are read before anything is written.
const ComposeSheet = lazy(async () => ({ default: (await import('./compose-sheet.tsx')).ComposeSheet }));

/** Shows the composer over the page when `compose` is called. Mount once, in the shell. */
export function ComposeHost() {
  const options = useCompose();
  // Keep the content visible during the closing animation.
  const [shown, setShown] = useState<{ options: ComposeOptions; instance: number }>();
  if (options && options !== shown?.options) setShown({ options, instance: (shown?.instance ?? 0) + 1 });
  useEffect(() => {
    // The shortcut of the installed app for a new post opens this address.
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
