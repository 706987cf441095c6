'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { conversationKey } from './conversations.ts';

/** Opens the direct conversation with a member, or shows why the viewer may not write to them. */
export function useStartConversation() {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(
    async (memberId: string) => {
      try {
        const conversation = await api.post('/conversations', {
          body: { type: 'direct', participantIds: [memberId] },
        });
        queries.setQueryData(conversationKey(conversation.id), conversation);
        router.push(paths.conversation(conversation.id));
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [problemText, queries, router],
  );
}
