'use client';

import { lazy, Suspense, useState } from 'react';
import type { DialogProps } from './dialog.tsx';
import { useMediaQuery } from './use-media-query.ts';

// Apart, so that a page that may open a sheet does not load windows, drawers and their gestures before it does.
const Dialog = lazy(async () => ({ default: (await import('./dialog.tsx')).Dialog }));
const SheetDrawer = lazy(async () => ({ default: (await import('./sheet-drawer.tsx')).SheetDrawer }));

export type SheetProps = DialogProps;

/** What comes up over the page: from below on a phone, dragged down to close; a dialog from 700 px on. */
export function Sheet(props: SheetProps) {
  const isWide = useMediaQuery('(min-width: 43.75rem)');
  const [wasOpened, setOpened] = useState(props.open);
  if (props.open && !wasOpened) setOpened(true);

  if (!wasOpened) return null;
  return <Suspense fallback={null}>{isWide ? <Dialog {...props} /> : <SheetDrawer {...props} />}</Suspense>;
}
