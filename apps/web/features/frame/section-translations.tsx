import type { ReactNode } from 'react';
import { isLocale } from '../../lib/locale.ts';
import { compileTranslations } from '../../messages/compile-translations.ts';
import { type DeferredNamespace, messages } from '../../messages/index.ts';
import { TranslationsProvider } from './translations-provider.tsx';

/**
 * Provides the translations that only one section needs; the shared ones come with every page. Rendered at build
 * time.
 * @param params  of the page or layout; they contain the locale
 */
export async function SectionTranslations({
  params,
  namespaces,
  children,
}: {
  params: Promise<{ locale: string }>;
  namespaces: readonly DeferredNamespace[];
  children: ReactNode;
}) {
  const { locale } = await params;
  const all = messages[isLocale(locale) ? locale : 'tr'];
  return (
    <TranslationsProvider
      texts={compileTranslations(Object.fromEntries(namespaces.map((name) => [name, all[name]])))}
    >
      {children}
    </TranslationsProvider>
  );
}
