'use client';

import { type LoadedMenuProps, Menu, MenuItem } from '@chitlaq/ui';
import { Quote, Repeat2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { audienceKind } from '../../lib/audience.ts';
import type { Post } from '../../lib/post.ts';
import { compose } from '../composer/compose.ts';
import type { PostToggle } from './use-post-toggle.ts';

/** Reposts a post, undoes the repost, or quotes the post. */
export function RepostMenu({
  post,
  togglePost,
  ...menuProps
}: LoadedMenuProps & { post: Post; togglePost: (toggle: PostToggle) => void }) {
  const t = useTranslations('feed');
  return (
    <Menu align="start" {...menuProps}>
      {post.visibility === 'followers' || audienceKind(post) === 'followers' ? null : (
        <MenuItem icon={<Repeat2 aria-hidden="true" />} onSelect={() => togglePost('repost')}>
          {post.viewer.reposted ? t('undoRepost') : t('repost')}
        </MenuItem>
      )}
      <MenuItem icon={<Quote aria-hidden="true" />} onSelect={() => compose({ quoteOf: post })}>
        {t('quote')}
      </MenuItem>
    </Menu>
  );
}
