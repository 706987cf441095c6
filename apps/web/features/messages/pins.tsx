'use client';

import { IconButton } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PinOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { api } from '../../lib/api.ts';
import { DetailsSection } from './details-parts.tsx';
import { useMessageSummary } from './message-texts.ts';
import type { Conversation } from './types.ts';

/** The pinned messages of a conversation, the same for all participants. */
export function Pins({
  conversation,
  onJump,
}: {
  conversation: Conversation;
  onJump: (seq: number) => void;
}) {
  const t = useTranslations('messaging.details');
  const summarize = useMessageSummary();
  const queries = useQueryClient();
  const { id, type, role } = conversation;
  const key = ['conversations', 'pins', id];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/conversations/{id}/pins', { path: { id } }),
  });
  if (!data || data.items.length === 0) return null;
  const mayUnpin = type === 'direct' || role !== 'member';
  return (
    <DetailsSection title={t('pins')}>
      <ul>
        {data.items.map((message) => (
          <li key={message.id} className="flex items-center gap-2 border-line border-b">
            <button
              type="button"
              onClick={() => onJump(message.seq)}
              className="min-h-11 min-w-0 flex-1 py-2 text-left hover:underline"
            >
              <span className="block truncate text-muted text-sm">
                {message.sender ? <MemberName member={message.sender} /> : null}
              </span>
              <span className="block truncate">
                <bdi>{summarize(message)}</bdi>
              </span>
            </button>
            {mayUnpin ? (
              <IconButton
                label={t('unpin')}
                tone="muted"
                onClick={() =>
                  void api
                    .delete('/messages/{id}/pin', { path: { id: message.id } })
                    .then((pins) => queries.setQueryData(key, pins))
                }
              >
                <PinOff aria-hidden="true" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
    </DetailsSection>
  );
}
