'use client';

import { type Schemas, serverNow } from '@chitlaq/client';
import { toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';

export type Copy = Schemas['MessageExport'];

export const KEY = ['conversations', 'exports'];
/** How often one asks how far it is, while it is young and later. */
const SOON_MS = 2_000;
const LATER_MS = 10_000;
const YOUNG_MS = 60_000;
/** Its address lives an hour at least. */
const ADDRESS_MS = 30 * 60_000;

export const isUnderWay = ({ state }: Copy): boolean => state === 'waiting' || state === 'making';

/** One's copies: asked for again while one is being made, and before the address of a ready one runs out. */
export const useCopies = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get('/conversations/exports')).items,
    refetchInterval: ({ state: { data } }) => {
      const made = data?.find(isUnderWay);
      if (made === undefined) return data?.some(({ url }) => url !== null) ? ADDRESS_MS : false;
      return serverNow() - Date.parse(made.createdAt) < YOUNG_MS ? SOON_MS : LATER_MS;
    },
  });

/** Asks for a copy, in the language and on the clock that one reads in. */
export function useAsk() {
  const queries = useQueryClient();
  const language = useLocale();
  const timeZone = useTimeZone();
  return async (conversationId?: string): Promise<void> => {
    await api.post('/conversations/exports', {
      body: {
        ...(conversationId === undefined ? {} : { conversationId }),
        locale: language === 'en' ? 'en' : 'tr',
        ...(timeZone === undefined ? {} : { timeZone }),
      },
    });
    await queries.invalidateQueries({ queryKey: KEY });
  };
}

/** Asks for the copy of one conversation from where one reads it, and says where it will be. */
export function useAskForCopy() {
  const t = useTranslations('messaging.details');
  const problemText = useProblemText();
  const router = useRouter();
  const ask = useAsk();
  const [isAsking, setIsAsking] = useState(false);
  const askForCopy = async (conversationId: string, onAsked: () => void) => {
    setIsAsking(true);
    try {
      await ask(conversationId);
      onAsked();
      const action = { label: t('exportSee'), run: () => router.push(paths.settingsPage('messages')) };
      toast({ message: t('exportAsked'), tone: 'good', action });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    setIsAsking(false);
  };
  return { isAsking, askForCopy };
}
