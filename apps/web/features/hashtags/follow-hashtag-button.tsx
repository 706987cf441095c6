'use client';

import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Button, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { usePressGuard } from '../../lib/press-guard.ts';

/** Follows or unfollows a hashtag. Shows the change at once, and takes it back if the server refuses it. */
export function FollowHashtagButton({
  tag,
  isFollowing,
  onChange,
  namesTag = false,
}: {
  tag: string;
  isFollowing: boolean;
  onChange: (isFollowing: boolean) => void;
  /** Whether its name for screen readers includes the hashtag, because there are several. */
  namesTag?: boolean;
}) {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countsAsPress = usePressGuard();
  const toggle = async () => {
    onChange(!isFollowing);
    try {
      await (isFollowing ? api.delete : api.put)('/hashtags/{tag}/follow', { path: { tag } });
      void queries.invalidateQueries({ queryKey: homeKey });
    } catch (error) {
      onChange(isFollowing);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  const label = isFollowing ? t('followingTag') : t('followTag');
  return (
    <Button
      size="sm"
      variant={isFollowing ? 'outline' : 'primary'}
      aria-pressed={isFollowing}
      aria-label={namesTag ? `${label}: #${isolate(tag)}` : undefined}
      onClick={() => {
        if (countsAsPress()) void toggle();
      }}
    >
      {label}
    </Button>
  );
}
