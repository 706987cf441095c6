'use client';

import { lazy, Suspense, useState } from 'react';
import { closeShareSheet, type ShareSubject, useShareSubject } from '../../lib/share.ts';

// Lazy: few pages are shared.
const ShareSheet = lazy(async () => ({
  default: (await import('../messages/share-sheet.tsx')).ShareSheet,
}));

/** Shows the share sheet over the page when `openShareSheet` is called. Mount once, in the shell. */
export function ShareHost({ meId }: { meId: string }) {
  const subject = useShareSubject();
  // Keep the content visible during the closing animation.
  const [shown, setShown] = useState<{ subject: ShareSubject; instance: number }>();
  if (subject && subject !== shown?.subject) setShown({ subject, instance: (shown?.instance ?? 0) + 1 });
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <ShareSheet
        key={shown.instance}
        subject={shown.subject}
        meId={meId}
        open={subject !== undefined}
        onClose={closeShareSheet}
      />
    </Suspense>
  );
}
