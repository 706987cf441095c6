'use client';

import { ConfirmDialog, markOf, useCloseOnBack } from '@chitlaq/ui';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';

const BASE = '/admin';
/** The target of the browser's back button. */
const BACK = Symbol('back');

/** Goes back once the entries of the guard and of its dialog are gone from the history. */
function goBack(): void {
  if (markOf(window.history.state)?.depth) setTimeout(goBack, 20);
  else window.history.back();
}

/** While something is not saved, asks before the tab is closed, a link of the page is followed or the browser goes back. */
export function LeaveGuard({ isActive }: { isActive: boolean }) {
  const t = useTranslations('shell.leave');
  const router = useRouter();
  const [target, setTarget] = useState<string | typeof BACK>();
  const [isLeaving, setIsLeaving] = useState(false);
  const isGuarding = isActive && !isLeaving;
  useCloseOnBack(isGuarding, () => setTarget(BACK));
  useEffect(() => {
    if (!isGuarding) return;
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
  }, [isGuarding]);
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
        setTarget(undefined);
        if (target === BACK) {
          setIsLeaving(true);
          goBack();
        } else if (target !== undefined) router.push(target);
      }}
    />
  );
}
