'use client';

import type { Schemas } from '@chitlaq/client';
import { useMediaQuery } from '@chitlaq/ui';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';

// Lazy: a phone has no room for it, and neither loads it nor fetches its data.
const SidebarCards = lazy(async () => ({ default: (await import('./sidebar-cards.tsx')).SidebarCards }));

/** The column next to the content on a wide screen. */
export function Sidebar({ me }: { me: Schemas['Me'] }) {
  const t = useTranslations('shell');
  const isDesktop = useMediaQuery('(min-width: 68.75rem)');
  return (
    <aside
      aria-label={t('sidebar')}
      className="sticky top-0 hidden h-dvh w-80 shrink-0 flex-col gap-4 overflow-y-auto p-6 [scrollbar-width:thin] desktop:flex"
    >
      {isDesktop ? (
        <Suspense fallback={null}>
          <SidebarCards me={me} />
        </Suspense>
      ) : null}
    </aside>
  );
}
