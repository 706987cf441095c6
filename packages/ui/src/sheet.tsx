'use client';

import { lazy, Suspense, useState } from 'react';
import type { DialogProps } from './dialog.tsx';
import { useMediaQuery } from './use-media-query.ts';

// Lazy: a page that may open a sheet loads dialogs and drag gestures only when it does.
const Dialog = lazy(async () => ({ default: (await import('./dialog.tsx')).Dialog }));
const SheetDrawer = lazy(async () => ({ default: (await import('./sheet-drawer.tsx')).SheetDrawer }));

export type SheetProps = DialogProps;

/** A modal: on a phone a drawer from below, dragged down to close; from 700 px on a dialog. */
export function Sheet(props: SheetProps) {
  const isWide = useMediaQuery('(min-width: 43.75rem)');
  const [wasOpened, setWasOpened] = useState(props.open);
  if (props.open && !wasOpened) setWasOpened(true);

  if (!wasOpened) return null;
  return <Suspense fallback={null}>{isWide ? <Dialog {...props} /> : <SheetDrawer {...props} />}</Suspense>;
}
