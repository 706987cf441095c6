'use client';

import { lazy, Suspense } from 'react';
import { useMe } from '../session/session.ts';

// Lazy: only new members see it.
const WelcomeCard = lazy(async () => ({ default: (await import('./welcome-card.tsx')).WelcomeCard }));

/** At home, for a member who has not finished the welcome: the way back to it. */
export function WelcomeNotice() {
  const welcome = useMe()?.welcome;
  // The card's height is kept free while it loads, so that the posts below do not move.
  return welcome ? (
    <div className="min-h-21 border-line border-b bg-nar-soft">
      <Suspense fallback={null}>
        <WelcomeCard welcome={welcome} />
      </Suspense>
    </div>
  ) : null;
}
