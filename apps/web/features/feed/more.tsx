'use client';

import { IconButton, OpensLater } from '@chitlaq/ui';
import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Post } from './post.ts';

const moreMenu = async () => (await import('./more-menu.tsx')).MoreMenu;

/** The way to the rest of what one can do with a post. */
export function More({ post }: { post: Post }) {
  const t = useTranslations('feed');
  return (
    <OpensLater
      load={moreMenu}
      given={{ post }}
      trigger={
        <IconButton label={t('more')} tone="muted">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
