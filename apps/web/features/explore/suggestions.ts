'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

type Member = Schemas['SuggestedMember'];
export const suggestionsKey = ['suggestions'] as const;

/** Suggested members. Not refetched while the viewer follows some of them. */
export function useSuggestions(limit: number) {
  return useQuery({
    queryKey: [...suggestionsKey, limit],
    queryFn: async () => (await api.get('/users/suggestions', { query: { limit } })).items,
    staleTime: 600_000,
    refetchOnWindowFocus: false,
  });
}

/** Dismisses a suggestion permanently, with undo. */
export function useDismissSuggestion() {
  const t = useTranslations('explore');
  const problemText = useProblemText();
  const queries = useQueryClient();
  return async ({ id, username }: Member) => {
    const previous = queries.getQueriesData<Member[]>({ queryKey: suggestionsKey });
    const restore = () => {
      for (const [key, members] of previous) queries.setQueryData(key, members);
    };
    queries.setQueriesData<Member[]>({ queryKey: suggestionsKey }, (members) =>
      members?.filter((member) => member.id !== id),
    );
    const path = { id };
    try {
      await api.delete('/users/suggestions/{id}', { path });
      toast({
        message: t('dismissed', { username }),
        action: {
          label: t('undo'),
          run: () => {
            restore();
            void api.put('/users/suggestions/{id}', { path });
          },
        },
      });
    } catch (error) {
      restore();
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
}
