'use client';

import { IconButton, PageHeader } from '@chitlaq/ui';
import { ArrowLeft, MessageSquareDashed } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { SubjectError } from '../../components/subject-error.tsx';
import { paths } from '../../lib/paths.ts';
import type { useConversation } from './conversations.ts';

/** Says that a conversation does not exist, or why it could not be loaded. */
export function MissingThread({ query }: { query: ReturnType<typeof useConversation> }) {
  const t = useTranslations('messaging');
  return (
    <>
      <PageHeader
        title={t('title')}
        className="shrink-0 border-line border-b desktop:hidden"
        back={
          <IconButton asChild label={t('toList')}>
            <PrefetchLink href={paths.messages()}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
      />
      <SubjectError
        query={query}
        failed={t('failed')}
        className="m-auto"
        icon={<MessageSquareDashed aria-hidden="true" />}
        title={t('notFound')}
        detail={t('notFoundDetail')}
        link={{ href: paths.messages(), label: t('toList') }}
      />
    </>
  );
}
