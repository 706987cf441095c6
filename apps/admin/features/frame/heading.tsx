'use client';

import { isolate } from '@chitlaq/text';
import { PageHeader, type PageHeaderProps } from '@chitlaq/ui';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** The page header. Also sets the title of the tab in the viewer's language, which only the browser knows. */
export function Heading({ title, ...props }: Omit<PageHeaderProps, 'title'> & { title: string }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const name = `${isolate(title)} · ChitLaq ${t('administration')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: navigation restores the prerendered title
  useEffect(() => {
    document.title = name;
  }, [name, pathname]);
  return <PageHeader {...props} title={title} />;
}
