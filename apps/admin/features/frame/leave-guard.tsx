'use client';

import { ConfirmDialog } from '@chitlaq/ui';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const BASE = '/admin';

/** While something is not saved, asks before the tab is closed or a link of the page is followed. */
export function LeaveGuard({ isActive }: { isActive: boolean }) {
  const t = useTranslations('shell.leave');
  const router = useRouter();
  const [target, setTarget] = useState<string>();
  useEffect(() => {
    if (!isActive) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const isOwnTab = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0);
      if (!(link instanceof HTMLAnchorElement) || !isOwnTab || link.target === '_blank') return;
      const { origin, pathname, search, hash } = new URL(link.href);
      const isInside = origin === location.origin && (pathname === BASE || pathname.startsWith(`${BASE}/`));
      // The browser asks about other pages, and a place of this page leaves nothing.
      if (!isInside || (pathname === location.pathname && hash !== '')) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(`${pathname.slice(BASE.length) || '/'}${search}`);
    };
    window.addEventListener('beforeunload', onUnload);
    // Before the router's own handler.
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isActive]);
  return (
    <ConfirmDialog
      open={target !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) setTarget(undefined);
      }}
      title={t('title')}
      description={t('detail')}
      confirmLabel={t('leave')}
      cancelLabel={t('stay')}
      danger
      onConfirm={() => {
        const path = target;
        setTarget(undefined);
        if (path !== undefined) router.push(path);
      }}
    />
  );
}
