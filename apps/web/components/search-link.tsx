'use client';

import { IconButton } from '@chitlaq/ui';
import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { paths } from '../lib/paths.ts';
import { PrefetchLink } from './prefetch-link.tsx';

/** The way to search in the header on a phone; wider screens have it in the navigation. */
export function SearchLink() {
  const t = useTranslations('shell');
  return (
    <span className="tablet:hidden">
      <IconButton asChild label={t('search')}>
        <PrefetchLink href={paths.search()}>
          <Search aria-hidden="true" />
        </PrefetchLink>
      </IconButton>
    </span>
  );
}
