'use client';

import { type Schemas, serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

export type MessageExport = Schemas['MessageExport'];

/** An export of the messages, or of everything. */
export type ExportScope = 'messages' | 'account';

export const exportsKey = (scope: ExportScope) => ['exports', scope] as const;
/** Poll intervals: for a young export, and later. */
const YOUNG_POLL_MS = 2_000;
const POLL_MS = 10_000;
const YOUNG_AGE_MS = 60_000;
/** Download URLs are valid for at least an hour. */
const URL_REFRESH_MS = 30 * 60_000;

export const isInProgress = ({ state }: MessageExport): boolean => state === 'waiting' || state === 'running';

/** The member's exports. Polls while one is being prepared, and refetches before a download URL expires. */
export const useExports = (scope: ExportScope) =>
  useQuery({
    queryKey: exportsKey(scope),
    queryFn: async () =>
      (await api.get(scope === 'account' ? '/users/me/exports' : '/conversations/exports')).items,
    refetchInterval: ({ state: { data } }) => {
      const running = data?.find(isInProgress);
      if (running === undefined) return data?.some(({ url }) => url !== null) ? URL_REFRESH_MS : false;
      return serverNow() - Date.parse(running.createdAt) < YOUNG_AGE_MS ? YOUNG_POLL_MS : POLL_MS;
    },
  });

/** Requests an export in the viewer's language and time zone. */
export function useRequestExport(scope: ExportScope) {
  const queries = useQueryClient();
  const language = useLocale();
  const timeZone = useTimeZone();
  return async (conversationId?: string): Promise<void> => {
    const body = {
      locale: language === 'en' ? ('en' as const) : ('tr' as const),
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    if (scope === 'account') await api.post('/users/me/exports', { body });
    else
      await api.post('/conversations/exports', {
        body: { ...body, ...(conversationId === undefined ? {} : { conversationId }) },
      });
    await queries.invalidateQueries({ queryKey: exportsKey(scope) });
  };
}

/** Requests an export of one conversation and says where to find it. */
export function useRequestConversationExport() {
  const t = useTranslations('messaging.details');
  const problemText = useProblemText();
  const router = useRouter();
  const requestExport = useRequestExport('messages');
  const [isRequesting, setIsRequesting] = useState(false);
  const requestConversationExport = async (conversationId: string, onRequested: () => void) => {
    setIsRequesting(true);
    try {
      await requestExport(conversationId);
      onRequested();
      const action = { label: t('viewExport'), run: () => router.push(paths.settingsPage('messages')) };
      toast({ message: t('exportRequested'), tone: 'good', action });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    setIsRequesting(false);
  };
  return { isRequesting, requestConversationExport };
}
