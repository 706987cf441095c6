'use client';

import { useServerNow } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Avatar, Badge, Banner, Button, Card, IconButton, Loading, Prose, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ExternalLink, ScrollText } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly, Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { roleName } from '../roles/types.ts';
import { MemberActions } from './actions.tsx';
import { Devices } from './devices.tsx';
import { type ManagedUser, statusTone } from './member-rules.ts';
import { MemberOfficial } from './official.tsx';
import { MemberRoles } from './roles.tsx';

/** The page of one member, for staff. */
export function Member() {
  const { id } = useParams<{ id: string }>();
  return (
    <RequirePermission requiredPermission="reports.read">
      <MemberPage key={id} id={id} />
    </RequirePermission>
  );
}

/** Everything about one member, and the actions on them. */
function MemberPage({ id }: { id: string }) {
  const t = useTranslations('members');
  const query = useQuery({
    queryKey: ['member', id],
    queryFn: () => api.get('/admin/users/{id}', { path: { id } }),
  });
  const back = (
    <IconButton asChild label={t('back')}>
      <Link href={paths.members()}>
        <ArrowLeft aria-hidden="true" />
      </Link>
    </IconButton>
  );
  if (query.error && !query.data) {
    return (
      <>
        <Heading title={t('name')} back={back} />
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  }
  if (!query.data) {
    return (
      <>
        <Heading title={t('name')} back={back} />
        <Loading label={t('loading')}>
          <Skeleton className="mx-4 h-96 rounded-card" />
        </Loading>
      </>
    );
  }
  const member = query.data;
  return (
    <>
      <Heading title={member.displayName} detail={`@${member.username}`} back={back} />
      <div className="grid gap-4 px-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-4">
          {member.suspension ? <SuspensionBanner suspension={member.suspension} /> : null}
          <RestrictionBanner kind="muted" until={member.mutedUntil} />
          <RestrictionBanner kind="limited" until={member.limitedUntil} />
          <MemberFacts member={member} />
          <Devices memberId={id} />
        </div>
        <div className="grid content-start gap-4">
          <MemberActions member={member} />
          <MemberOfficial member={member} />
          <MemberRoles member={member} />
          <RelatedLinks member={member} />
        </div>
      </div>
    </>
  );
}

function SuspensionBanner({ suspension }: { suspension: NonNullable<ManagedUser['suspension']> }) {
  const t = useTranslations('members.suspended');
  const format = useFormatter();
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Banner tone="warn" title={t('title')}>
      <Prose>{suspension.reason}</Prose>
      <p className="text-sm">
        {t('since', { time: time(suspension.suspendedAt) })}
        {'. '}
        {suspension.until ? t('until', { time: time(suspension.until) }) : t('noEnd')}.
      </p>
    </Banner>
  );
}

/** A mute, or a limit of the reach, while it holds. */
function RestrictionBanner({ kind, until }: { kind: 'muted' | 'limited'; until: string | null }) {
  const t = useTranslations('members.restricted');
  const format = useFormatter();
  const now = useServerNow();
  if (until === null || new Date(until) <= now) return null;
  const time = format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' });
  return <Banner tone="warn" title={t(kind, { time })} />;
}

function MemberFacts({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const labels = useTranslations('labels');
  const locale = useLocale();
  const canOpenUniversities = useHasPermission('universities.write');
  const { university } = member;
  return (
    <Card>
      <div className="mb-4 flex items-center gap-4">
        <Avatar name={member.displayName} seed={member.id} size={56} />
        <h2 className="font-medium text-lg">{t('facts')}</h2>
      </div>
      <dl className="grid gap-x-6 gap-y-3 tablet:grid-cols-2">
        <Fact term={t('status')}>
          <Badge tone={statusTone[member.status]}>{labels(`statuses.${member.status}`)}</Badge>
        </Fact>
        <Fact term={t('role')}>
          {[
            ...member.roles.map((role) => labels(`roles.${role}`)),
            ...member.customRoles.map((role) => isolate(roleName(role, locale))),
          ].join(', ')}
        </Fact>
        <Fact term={t('university')}>
          {canOpenUniversities ? (
            <Link href={paths.university(university.id)} className="link">
              {university.name}
            </Link>
          ) : (
            university.name
          )}
        </Fact>
        <Fact term={t('affiliation')}>{labels(`affiliations.${member.affiliation}`)}</Fact>
        {member.email ? (
          <Fact term={t('email')}>
            <span className="select-all break-all">{member.email}</span>
          </Fact>
        ) : null}
        <Fact term={t('joined')}>
          <DateOnly at={member.createdAt} />
        </Fact>
        <Fact term={t('lastSeen')}>
          {member.lastSeenAt ? <Timestamp at={member.lastSeenAt} /> : t('never')}
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{term}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

function RelatedLinks({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const canReadLog = useHasPermission('audit.read');
  return (
    <Card className="grid justify-items-start gap-1">
      {member.status === 'active' ? (
        <Button asChild variant="link">
          <a href={webPaths.member(member.username)}>
            <ExternalLink aria-hidden="true" className="size-4.5" />
            {t('onCampus')}
          </a>
        </Button>
      ) : null}
      {canReadLog ? (
        <>
          <Button asChild variant="link">
            <Link href={paths.log({ actor: member.id })}>
              <ScrollText aria-hidden="true" className="size-4.5" />
              {t('logAsActor')}
            </Link>
          </Button>
          <Button asChild variant="link">
            <Link href={paths.log({ subject: member.id, type: 'member' })}>
              <ScrollText aria-hidden="true" className="size-4.5" />
              {t('logAsSubject')}
            </Link>
          </Button>
        </>
      ) : null}
    </Card>
  );
}
