'use client';

import { useFocusOnNavigation } from '@chitlaq/ui';
import { usePathname } from 'next/navigation';

/** A component of its own, so that a navigation renders it and not the whole shell. */
export function FocusOnNavigation() {
  useFocusOnNavigation(usePathname());
  return null;
}
