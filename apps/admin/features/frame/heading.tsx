'use client';

import { isolate } from '@chitlaq/text';
import { PageHeader, type PageHeaderProps } from '@chitlaq/ui';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** The head of a page, whose title also names the tab: in the reader's language, which is known in the browser alone. */
export function Heading({ title, ...props }: Omit<PageHeaderProps, 'title'> & { title: string }) {
  const t = useTranslations('frame');
  const pathname = usePathname();
  const name = `${isolate(title)} · ChitLaq ${t('administration')}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step to another page puts the prerendered title back
  useEffect(() => {
    document.title = name;
  }, [name, pathname]);
  return <PageHeader {...props} title={title} />;
}
