'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import {
  Badge,
  Banner,
  Button,
  Card,
  PageHeader,
  Select,
  Spinner,
  TextField,
  type Tone,
  toast,
} from '@chitlaq/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';

type Invitation = Schemas['Invitation'];
const KEY = ['invitations'];
const MAX_USES = [1, 2, 3, 4, 5];
const tones: Record<Invitation['state'], Tone | 'plain'> = {
  open: 'good',
  used: 'plain',
  expired: 'plain',
  revoked: 'plain',
};

/** A member's links that invite to the campus: how many are left, a new one, and what became of the others. */
export function Invitations() {
  const t = useTranslations('settings.invitations');
  const query = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) =>
      api.get('/users/me/invitations', {
        query: { limit: 20, ...(pageParam === '' ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const first = query.data?.pages[0];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader title={t('title')} sticky />
      <div className="grid grid-cols-1 gap-6 p-4">
        <p className="text-muted">{t('lead')}</p>
        {first ? (
          <>
            <Rights page={first} />
            {first.left > 0 ? <NewInvitation left={first.left} /> : null}
            <section className="grid grid-cols-1 gap-3">
              <h2 className="font-medium text-lg">{t('made')}</h2>
              {items.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
              {items.map((invitation) => (
                <InvitationCard key={invitation.id} invitation={invitation} />
              ))}
              {query.hasNextPage ? (
                <div>
                  <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('more')}
                  </Button>
                </div>
              ) : null}
            </section>
          </>
        ) : query.error ? (
          <QueryError query={query} title={t('failed')} />
        ) : (
          <Spinner label={t('title')} />
        )}
      </div>
    </>
  );
}

/** How many people the member may invite, and why not more. */
function Rights({
  page: { limit, left, isLost, rule },
}: {
  page: { limit: number; left: number; isLost: boolean; rule: { suspended: number; days: number } };
}) {
  const t = useTranslations('settings.invitations');
  if (isLost)
    return (
      <Banner tone="warn" title={t('lost')}>
        {t('rule', rule)}
      </Banner>
    );
  return (
    <div>
      <p className="font-medium">{limit === 0 ? t('notYet') : t('left', { left, limit })}</p>
      <p className="text-muted text-sm">
        {limit === 0 ? (
          <Link className="link" href={paths.settingsPage('safety')}>
            {t('trust')}
          </Link>
        ) : (
          t('rule', rule)
        )}
      </p>
    </div>
  );
}

function NewInvitation({ left }: { left: number }) {
  const t = useTranslations('settings.invitations');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [maxUses, setMaxUses] = useState(1);
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const make = async () => {
    setIsPending(true);
    setProblem(undefined);
    try {
      setUrl((await api.post('/users/me/invitations', { body: { maxUses } })).url);
      await queries.invalidateQueries({ queryKey: KEY });
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setIsPending(false);
    }
  };
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    toast({ message: t('copied'), tone: 'good' });
  };
  return (
    <Card className="grid grid-cols-1 gap-3">
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <Select
        label={t('uses')}
        help={t('usesHelp')}
        value={String(maxUses)}
        onChange={(event) => setMaxUses(Number(event.target.value))}
        options={MAX_USES.filter((count) => count <= left).map((count) => ({
          value: String(count),
          label: t('people', { count }),
        }))}
      />
      <div>
        <Button variant="primary" pending={isPending} onClick={() => void make()}>
          {t('make')}
        </Button>
      </div>
      {url === '' ? null : (
        <div className="grid grid-cols-1 gap-2" role="status">
          <TextField label={t('link')} help={t('linkHelp')} value={url} readOnly />
          <div>
            <Button onClick={() => void copy()}>{t('copy')}</Button>
          </div>
        </div>
      )}
    </Card>
  );
}

function InvitationCard({ invitation }: { invitation: Invitation }) {
  const t = useTranslations('settings.invitations');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const format = useFormatter();
  const { id, state, uses, maxUses, createdAt, expiresAt, joined } = invitation;
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const revoke = async () => {
    try {
      await api.delete('/users/me/invitations/{id}', { path: { id } });
      toast({ message: t('revoked'), tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Card className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{t('usedBy', { uses, maxUses })}</span>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
      </div>
      <p className="text-muted text-sm">
        {t('dates', { created: date(createdAt), expires: date(expiresAt) })}
      </p>
      {joined.length === 0 ? null : (
        <ul className="flex flex-wrap gap-x-3 gap-y-1">
          {joined.map((person) => (
            <li key={person.id} className="min-w-0">
              <Link className="link break-words" href={paths.member(person.username)}>
                <bdi>{person.displayName}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {state === 'open' ? (
        <div>
          <Button size="sm" onClick={() => void revoke()}>
            {t('revoke')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
