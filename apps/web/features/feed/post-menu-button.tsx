'use client';

import { IconButton, LazyMenu } from '@chitlaq/ui';
import { Ellipsis } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Post } from '../../lib/post.ts';

const loadPostMenu = async () => (await import('./post-menu.tsx')).PostMenu;

/** Opens a post's menu, which is loaded on demand. */
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
