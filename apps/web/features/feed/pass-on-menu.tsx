'use client';

import { Menu, MenuItem, type OpensAtOnce } from '@chitlaq/ui';
import { Quote, Repeat2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { audienceKind } from './audience.ts';
import { compose } from './compose.ts';
import type { Post } from './post.ts';
import type { Mark } from './use-mark.ts';

/** Reposts a post, takes that back, or quotes it. */
export function PassOnMenu({
  post,
  mark,
  ...opening
}: OpensAtOnce & { post: Post; mark: (mark: Mark) => void }) {
  const t = useTranslations('feed');
  return (
    <Menu align="start" {...opening}>
      {post.visibility === 'followers' || audienceKind(post) === 'followers' ? null : (
        <MenuItem icon={<Repeat2 aria-hidden="true" />} onSelect={() => mark('repost')}>
          {post.viewer.reposted ? t('takeRepostBack') : t('repost')}
        </MenuItem>
      )}
      <MenuItem icon={<Quote aria-hidden="true" />} onSelect={() => compose({ quoteOf: post })}>
        {t('quote')}
      </MenuItem>
    </Menu>
  );
}
