'use client';

import { useProblemText } from '@chitlaq/react';
import { MenuItem, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, BellOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { NOTIFICATIONS } from './unread.ts';

/** A menu item of a post: mutes or unmutes notifications about its thread. */
export function ThreadMute({ postId }: { postId: string }) {
  const t = useTranslations('notifications.thread');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const key = [NOTIFICATIONS, 'thread', postId] as const;
  const path = { postId };
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/notifications/threads/{postId}/mute', { path }),
    staleTime: 0,
  });
  const isMuted = data?.muted ?? false;
  const toggle = async () => {
    try {
      await (isMuted ? api.delete : api.put)('/notifications/threads/{postId}/mute', { path });
      // An earlier response would overwrite the change.
      await queries.cancelQueries({ queryKey: key });
      queries.setQueryData(key, { muted: !isMuted });
      toast({ message: t(isMuted ? 'unmuted' : 'muted') });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  const Icon = isMuted ? Bell : BellOff;
  return (
    <MenuItem icon={<Icon aria-hidden="true" />} onSelect={() => void toggle()}>
      {t(isMuted ? 'unmute' : 'mute')}
    </MenuItem>
  );
}
