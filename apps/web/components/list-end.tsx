'use client';

import { useTranslations } from 'use-intl';
import { useIsOffline } from '../lib/use-is-offline.ts';

/** The last line of a complete list. Offline only a part of the list may be on the device, so it says that instead. */
export function ListEnd({ text }: { text: string }) {
  const t = useTranslations('shell');
  const isOffline = useIsOffline();
  return isOffline ? t('offlineEnd') : text;
}
