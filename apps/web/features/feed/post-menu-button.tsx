'use client';

import { IconButton, LazyMenu } from '@chitlaq/ui';
import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Post } from './post.ts';

const loadPostMenu = async () => (await import('./post-menu.tsx')).PostMenu;

/** The way to the rest of what one can do with a post. */
export function PostMenuButton({ post }: { post: Post }) {
  const t = useTranslations('feed');
  return (
    <LazyMenu
      load={loadPostMenu}
      menuProps={{ post }}
      trigger={
        <IconButton label={t('more')} tone="muted">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
