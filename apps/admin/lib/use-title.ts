import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useCampusName } from './campus-name.ts';

/** Sets the title of the tab in the viewer's language, which only the browser knows. */
export function useTitle(title: string): void {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const name = `${title} · ${useCampusName()} ${t('administration')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: navigation restores the prerendered title
  useEffect(() => {
    document.title = name;
  }, [name, pathname]);
}
