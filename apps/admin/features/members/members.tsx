'use client';

import { isolate } from '@chitlaq/text';
import { Avatar, Badge, Button, DataTable, EmptyState, Select } from '@chitlaq/ui';
import { UserSearch } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { UniversityPicker } from '../frame/pickers.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { DateOnly, Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';
import { roleName } from '../roles/types.ts';
import { LiftMailboxDialog } from './lift-mailbox-dialog.tsx';
import { GRANTED_ROLES, type ManagedUser, STATUSES, statusTone } from './member-rules.ts';
import { MembersHeader } from './members-header.tsx';

/** The page of all members, for staff. */
export function Members() {
  return (
    <RequirePermission requiredPermission="reports.read">
      <MemberList />
    </RequirePermission>
  );
}

/** Searches members by name, filtered by status, university and role. */
function MemberList() {
  const t = useTranslations('members');
  const labels = useTranslations('labels');
  const canSeeEmails = useHasPermission('members.suspend');
  const [isLifting, setIsLifting] = useState(false);
  const [filter, change] = useUrlState(['q', 'status', 'university', 'role'] as const);
  const status = oneOf(STATUSES, filter.status);
  const role = oneOf(GRANTED_ROLES, filter.role);
  const pages = usePages(['members', filter], (page) =>
    api.get('/admin/users', {
      query: {
        ...page,
        limit: 50,
        ...(filter.q ? { q: filter.q } : {}),
        ...(status ? { status } : {}),
        ...(role ? { role } : {}),
        ...(filter.university ? { universityId: filter.university } : {}),
      },
    }),
  );
  const hasFilters = Object.values(filter).some(Boolean);
  return (
    <>
      <MembersHeader current="members" />
      <search className="grid grid-cols-2 gap-3 px-4 pb-4 *:first:col-span-2 desktop:grid-cols-[2fr_2fr_1fr_1fr] desktop:*:first:col-span-1">
        <SearchField
          label={canSeeEmails ? t('searchWithAddress') : t('search')}
          value={filter.q}
          onChange={(q) => change({ q })}
        />
        {canSeeEmails ? (
          <div className="col-span-2 desktop:col-span-1">
            <UniversityPicker
              label={t('university')}
              value={filter.university}
              onChange={(university) => change({ university })}
            />
          </div>
        ) : null}
        <Select
          label={t('status')}
          value={status ?? ''}
          onChange={(event) => change({ status: event.target.value })}
          options={[
            { value: '', label: t('any') },
            ...STATUSES.map((value) => ({ value, label: labels(`statuses.${value}`) })),
          ]}
        />
        <Select
          label={t('role')}
          value={role ?? ''}
          onChange={(event) => change({ role: event.target.value })}
          options={[
            { value: '', label: t('any') },
            ...GRANTED_ROLES.map((value) => ({ value, label: labels(`roles.${value}`) })),
          ]}
        />
      </search>
      {canSeeEmails ? (
        <p className="px-4 pb-4">
          <Button size="sm" variant="quiet" onClick={() => setIsLifting(true)}>
            {t('deletedSuspended.open')}
          </Button>
        </p>
      ) : null}
      {isLifting ? <LiftMailboxDialog onClose={() => setIsLifting(false)} /> : null}
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState
            icon={<UserSearch aria-hidden="true" />}
            title={t('empty')}
            action={
              hasFilters ? (
                <Button onClick={() => change({ q: '', status: '', university: '', role: '' })}>
                  {t('clear')}
                </Button>
              ) : undefined
            }
          >
            {t('emptyDetail')}
          </EmptyState>
        }
      >
        {(members) => <MemberTable members={members} />}
      </Listing>
    </>
  );
}

function MemberTable({ members }: { members: ManagedUser[] }) {
  const t = useTranslations('members');
  const locale = useLocale();
  const labels = useTranslations('labels');
  return (
    <DataTable
      caption={t('title')}
      rows={members}
      rowKey={(member) => member.id}
      stacked
      className="max-tablet:rounded-none max-tablet:border-x-0 tablet:mx-4"
      columns={[
        {
          key: 'name',
          header: t('name'),
          isRowHeader: true,
          cell: (member) => <Name member={member} />,
        },
        {
          key: 'status',
          header: t('status'),
          cell: (member) => (
            <Badge tone={statusTone[member.status]}>{labels(`statuses.${member.status}`)}</Badge>
          ),
        },
        {
          key: 'role',
          header: t('role'),
          cell: (member) =>
            [
              ...member.roles.filter((role) => role !== 'member').map((role) => labels(`roles.${role}`)),
              ...member.customRoles.map((role) => isolate(roleName(role, locale))),
            ].join(', '),
        },
        {
          key: 'university',
          header: t('university'),
          className: 'max-desktop:tablet:hidden max-w-72 truncate',
          cell: (member) => member.university.name,
        },
        {
          key: 'affiliation',
          header: t('affiliation'),
          className: 'max-desktop:tablet:hidden',
          cell: (member) => labels(`affiliations.${member.affiliation}`),
        },
        {
          key: 'lastSeen',
          header: t('lastSeen'),
          className: 'text-muted',
          cell: (member) => (member.lastSeenAt ? <Timestamp at={member.lastSeenAt} relative /> : t('never')),
        },
        {
          key: 'joined',
          header: t('joined'),
          className: 'text-muted',
          cell: (member) => <DateOnly at={member.createdAt} />,
        },
      ]}
    />
  );
}

function Name({ member }: { member: ManagedUser }) {
  return (
    <Link
      href={paths.member(member.id)}
      className="-my-1.5 flex min-h-11 min-w-0 items-center gap-3 rounded-control"
    >
      <Avatar name={member.displayName} seed={member.id} size={32} />
      <span className="min-w-0 max-w-52 tablet:max-w-64">
        <span className="block truncate font-medium">
          <bdi>{member.displayName}</bdi>
        </span>
        <span className="block truncate font-normal text-muted">@{member.username}</span>
      </span>
    </Link>
  );
}
