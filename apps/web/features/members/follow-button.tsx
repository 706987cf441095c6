'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { usePressGuard } from '../../lib/press-guard.ts';

interface Member {
  id: string;
  username: string;
  displayName: string;
  isPrivate: boolean;
  viewer: Schemas['Relation'];
}
export type FollowState = Pick<Schemas['Relation'], 'following' | 'requested'>;
type State = 'none' | 'requested' | 'following';

const stateOf = ({ following, requested }: FollowState): State =>
  following ? 'following' : requested ? 'requested' : 'none';

/** Follows or unfollows. Updates the cache at once and restores it if the server refuses. */
export function FollowButton({
  member,
  size,
  onChange,
}: {
  member: Member;
  size?: 'sm' | 'md';
  /** Receives the relation that the server confirmed. */
  onChange?: (relation: FollowState) => void;
}) {
  const t = useTranslations('profiles');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const countsAsPress = usePressGuard();
  const [state, setState] = useState<State>(stateOf(member.viewer));
  useEffect(() => setState(stateOf(member.viewer)), [member.viewer]);

  const change = async (follow: boolean) => {
    const previous = state;
    setState(follow ? (member.isPrivate ? 'requested' : 'following') : 'none');
    try {
      const path = { id: member.id };
      const relation = await (follow
        ? api.put('/users/{id}/follow', { path })
        : api.delete('/users/{id}/follow', { path }));
      setState(stateOf(relation));
      onChange?.(relation);
      void queries.invalidateQueries({ queryKey: ['profile'] });
      void queries.invalidateQueries({ queryKey: homeKey });
      if (previous === 'following' && !follow) {
        toast({
          message: t('unfollowed', { username: member.username }),
          action: { label: t('undo'), run: () => void change(true) },
        });
      }
    } catch (error) {
      setState(previous);
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <Button
      size={size}
      variant={state === 'none' ? 'primary' : 'outline'}
      aria-pressed={state !== 'none'}
      aria-label={`${t(`follow.${state}`)}: ${member.displayName}`}
      onClick={() => {
        if (countsAsPress()) void change(state === 'none');
      }}
    >
      {t(`follow.${state}`)}
    </Button>
  );
}
