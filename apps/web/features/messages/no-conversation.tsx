'use client';

import { EmptyState } from '@chitlaq/ui';
import { MessagesSquare } from 'lucide-react';
import { useTranslations } from 'use-intl';
import * as conversationList from './conversation-list.tsx';
import { listPart } from './list-part.ts';

// The page of the list contains the list.
listPart.provide(conversationList);

/** The second pane while no conversation is open. */
export function NoConversation() {
  const t = useTranslations('messaging');
  return (
    <EmptyState
      className="m-auto"
      icon={<MessagesSquare aria-hidden="true" />}
      title={t('chooseConversation')}
    >
      {t('whoCanRead')}
    </EmptyState>
  );
}
