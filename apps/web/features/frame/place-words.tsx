import type { ReactNode } from 'react';
import { isLocale } from '../../lib/locale.ts';
import { compiled } from '../../messages/compiled.ts';
import { type LaterWords, messages } from '../../messages/index.ts';
import { MoreWords } from './more-words.tsx';

/**
 * Gives a place the sentences that it alone has; those of everywhere have come with the page. Made while pages are built.
 * @param params  of the page or layout: they name the language
 */
export async function PlaceWords({
  params,
  of,
  children,
}: {
  params: Promise<{ locale: string }>;
  of: readonly LaterWords[];
  children: ReactNode;
}) {
  const { locale } = await params;
  const all = messages[isLocale(locale) ? locale : 'tr'];
  return (
    <MoreWords words={compiled(Object.fromEntries(of.map((name) => [name, all[name]])))}>
      {children}
    </MoreWords>
  );
}
