'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, EmptyState, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { InviteButton } from '../../components/invite-button.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { SuggestedMember } from '../explore/suggested-member.tsx';
import { suggestionsKey, useSuggestions } from '../explore/suggestions.ts';
import type { FollowState } from '../members/follow-button.tsx';
import { InviterOffer } from './inviter-offer.tsx';
import { StepFrame, type StepNavigation } from './step-frame.tsx';

const MAX_SUGGESTED = 12;
type Member = Schemas['SuggestedMember'];

const isFollowed = ({ viewer }: Member) => viewer.following || viewer.requested;

/** Members to follow, one by one or all at once. */
export function PeopleStep({ navigation }: { navigation: StepNavigation }) {
  const t = useTranslations('welcome');
  const query = useSuggestions(MAX_SUGGESTED);
  return (
    <StepFrame
      navigation={navigation}
      title={t('people.title')}
      lead={t('people.lead')}
      canSkip={!query.data?.some(isFollowed)}
    >
      <InviterOffer />
      <QueryList
        query={query}
        items={query.data}
        pending={
          <Loading label={t('loading')}>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="mb-4 h-14" />
            ))}
          </Loading>
        }
        failed={t('failed')}
        empty={
          <EmptyState
            icon={<Users aria-hidden="true" />}
            title={t('people.empty')}
            action={<InviteButton />}
            className="py-4"
          >
            {t('people.emptyDetail')}
          </EmptyState>
        }
      >
        {(members) => <Suggestions members={members} />}
      </QueryList>
    </StepFrame>
  );
}

function Suggestions({ members }: { members: readonly Member[] }) {
  const t = useTranslations('welcome.people');
  const showRelation = useShowRelation();
  const { followAll, isPending } = useFollowAll(members);
  return (
    <>
      <div>
        <Button
          size="sm"
          pending={isPending}
          disabledReason={members.every(isFollowed) ? t('allFollowed') : undefined}
          onClick={() => void followAll()}
        >
          {t('all')}
        </Button>
      </div>
      <ul aria-label={t('list')}>
        {members.map((member) => (
          <li key={member.id} className="border-line border-t py-3">
            <SuggestedMember
              member={member}
              isCompact
              onFollowChange={(relation) => showRelation(member.id, relation)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Writes a confirmed relation into the loaded suggestions. */
function useShowRelation() {
  const queries = useQueryClient();
  return (id: string, relation: FollowState) =>
    queries.setQueriesData<Member[]>({ queryKey: suggestionsKey }, (members) =>
      members?.map((member) =>
        member.id === id ? { ...member, viewer: { ...member.viewer, ...relation } } : member,
      ),
    );
}

/** Follows all who are not followed yet, one after the other; the undo unfollows these and no others. */
function useFollowAll(members: readonly Member[]) {
  const t = useTranslations('welcome.people');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const showRelation = useShowRelation();
  const [isPending, setIsPending] = useState(false);
  /** @returns the members for whom it succeeded; the last failure is shown once */
  const run = async (chosen: readonly Member[], send: (id: string) => Promise<FollowState>) => {
    const changed: Member[] = [];
    let failure: unknown;
    setIsPending(true);
    for (const member of chosen) {
      try {
        showRelation(member.id, await send(member.id));
        changed.push(member);
      } catch (error) {
        failure = error;
      }
    }
    if (failure !== undefined) toast({ message: problemText(failure), tone: 'danger' });
    setIsPending(false);
    void queries.invalidateQueries({ queryKey: homeKey });
    return changed;
  };
  const unfollow = (id: string) => api.delete('/users/{id}/follow', { path: { id } });
  const follow = (id: string) => api.put('/users/{id}/follow', { path: { id } });
  const followAll = async () => {
    const followed = await run(
      members.filter((member) => !isFollowed(member)),
      follow,
    );
    if (followed.length === 0) return;
    toast({
      message: t('allDone', { count: followed.length }),
      ...(followed.some(({ isPrivate }) => isPrivate) ? { detail: t('allRequested') } : {}),
      action: { label: t('undo'), run: () => void run(followed, unfollow) },
    });
  };
  return { followAll, isPending };
}
