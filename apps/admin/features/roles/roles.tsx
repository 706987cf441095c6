'use client';

import { isolate } from '@chitlaq/text';
import { Badge, Button, Card, EmptyState, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { type CustomRole, ROLES_KEY, roleName } from './types.ts';
import { usePermissionTexts } from './use-permission-texts.ts';

// Lazy: most visits read the list.
const RoleSheet = lazy(async () => ({ default: (await import('./role-sheet.tsx')).RoleSheet }));
const DeleteRole = lazy(async () => ({ default: (await import('./delete-role.tsx')).DeleteRole }));

type Opened = { kind: 'new' } | { kind: 'edit' | 'delete'; role: CustomRole };

/** The page of the roles that owners compose. */
export function Roles() {
  return (
    <RequirePermission requiredPermission="roles.write">
      <RoleList />
    </RequirePermission>
  );
}

function RoleList() {
  const t = useTranslations('roles');
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ROLES_KEY, queryFn: () => api.get('/admin/roles') });
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const done = async (message: string) => {
    await Promise.all(
      [ROLES_KEY, ['members'], ['member'], ['me']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toast({ message, tone: 'good' });
    close();
  };
  const roles = query.data?.items ?? [];
  return (
    <>
      <Heading
        title={t('title')}
        detail={t('lead')}
        actions={
          query.data ? (
            <Button
              variant="primary"
              disabledReason={roles.length >= query.data.max ? t('full', { max: query.data.max }) : undefined}
              onClick={() => setOpened({ kind: 'new' })}
            >
              {t('add')}
            </Button>
          ) : null
        }
      />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 px-4 py-4">
        {query.error && !query.data ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {query.isPending ? (
          <Loading label={t('loading')}>
            <Skeleton className="h-64 rounded-card" />
          </Loading>
        ) : null}
        {query.data && roles.length === 0 ? (
          <EmptyState icon={<KeyRound aria-hidden="true" />} title={t('empty')}>
            {t('emptyDetail')}
          </EmptyState>
        ) : null}
        {roles.map((role) => (
          <RoleCard
            key={role.id}
            role={role}
            onEdit={() => setOpened({ kind: 'edit', role })}
            onDelete={() => setOpened({ kind: 'delete', role })}
          />
        ))}
      </div>
      <Suspense fallback={null}>
        {opened && opened.kind !== 'delete' && query.data ? (
          <RoleSheet
            role={opened.kind === 'edit' ? opened.role : undefined}
            permissions={query.data.permissions}
            onClose={close}
            onDone={() => done(t('saved'))}
          />
        ) : null}
        {opened?.kind === 'delete' ? (
          <DeleteRole role={opened.role} onClose={close} onDone={() => done(t('deleted'))} />
        ) : null}
      </Suspense>
    </>
  );
}

function RoleCard({
  role,
  onEdit,
  onDelete,
}: {
  role: CustomRole;
  onEdit: () => void;
  onDelete: () => void;
}) {
  const t = useTranslations('roles');
  const textsOf = usePermissionTexts();
  const format = useFormatter();
  const name = roleName(role, useLocale());
  return (
    <Card className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 break-words font-medium text-lg">
          <bdi>{name}</bdi>
        </h2>
        <Badge>{t('holders', { count: role.holders })}</Badge>
        {role.allUniversities ? null : <Badge tone="info">{t('ownUniversity')}</Badge>}
      </div>
      {role.description ? <p className="whitespace-pre-line break-words">{role.description}</p> : null}
      <p className="text-muted text-sm">
        {format.list(role.permissions.map((permission) => textsOf(permission).name))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button aria-label={t('editNamed', { name: isolate(name) })} onClick={onEdit}>
          {t('edit')}
        </Button>
        <Button variant="danger" aria-label={t('deleteNamed', { name: isolate(name) })} onClick={onDelete}>
          {t('delete')}
        </Button>
      </div>
    </Card>
  );
}
