'use client';

import { useProblemText } from '@chitlaq/react';
import { Button, PageHeader, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { type Member, MemberList } from '../members/member-list.tsx';
import { ME_KEY } from '../session/session.ts';

/** Follow requests, to accept or decline. */
export function FollowRequests() {
  const t = useTranslations('profiles');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const respond = async (member: Member, accept: boolean) => {
    const path = { userId: member.id };
    try {
      await (accept
        ? api.put('/follow-requests/{userId}/accept', { path })
        : api.delete('/follow-requests/{userId}', { path }));
      toast({ message: t(accept ? 'accepted' : 'declined', { username: member.username }) });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['members', 'requests'] }),
      queries.invalidateQueries({ queryKey: ME_KEY }),
    ]);
  };
  return (
    <>
      <PageHeader title={t('requests')} detail={t('requestsDetail')} sticky />
      <MemberList
        queryKey={['requests']}
        load={(cursor) =>
          api.get('/follow-requests', { query: { limit: 30, ...(cursor ? { cursor } : {}) } })
        }
        empty={t('noRequests')}
        action={(member) => (
          <>
            <Button size="sm" variant="primary" onClick={() => void respond(member, true)}>
              {t('accept')}
            </Button>
            <Button size="sm" variant="outline" onClick={() => void respond(member, false)}>
              {t('decline')}
            </Button>
          </>
        )}
      />
    </>
  );
}
