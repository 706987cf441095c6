'use client';

import { isolate } from '@chitlaq/text';
import { PageHeader, type PageHeaderProps } from '@chitlaq/ui';
import { useTitle } from '../../lib/use-title.ts';

/** The page header. Also sets the title of the tab. */
export function Heading({ title, ...props }: Omit<PageHeaderProps, 'title'> & { title: string }) {
  useTitle(isolate(title));
  return <PageHeader {...props} title={title} />;
}
