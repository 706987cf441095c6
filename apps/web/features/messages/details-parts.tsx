'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../lib/api.ts';
import { cacheConversation } from './conversation-changes.ts';
import type { Conversation } from './types.ts';

/** Returns a function that changes a conversation and caches the result. Shows a toast if it fails. */
export function useConversationUpdate(id: string) {
  const queries = useQueryClient();
  const problemText = useProblemText();
  return async (work: () => Promise<Conversation | null | undefined>): Promise<boolean> => {
    try {
      const updated = await work();
      cacheConversation(queries, updated ?? (await api.get('/conversations/{id}', { path: { id } })));
      return true;
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      return false;
    }
  };
}

/** A titled section of the details. */
export function DetailsSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}
