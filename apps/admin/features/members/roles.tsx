'use client';

import { Banner, Button, Card, Checkbox, ConfirmDialog, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { useHasPermission } from '../frame/viewer.tsx';
import { ROLES_KEY, roleName } from '../roles/types.ts';
import { CHECKED_ROLES, type GrantedRole, type ManagedUser } from './member-rules.ts';

// Lazy: few visits make an owner.
const OwnerDialog = lazy(async () => ({ default: (await import('./owner-dialog.tsx')).OwnerDialog }));

type CheckedRole = (typeof CHECKED_ROLES)[number];

/** A member's roles. Owners can change them, after a confirmation that names the added and removed roles. */
export function MemberRoles({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const labels = useTranslations('labels');
  const locale = useLocale();
  const canChangeRoles = useHasPermission('roles.write');
  const list = useQuery({
    queryKey: ROLES_KEY,
    queryFn: () => api.get('/admin/roles'),
    enabled: canChangeRoles,
  });
  const customRoles = (canChangeRoles ? list.data?.items : undefined) ?? member.customRoles;
  const currentRoles = CHECKED_ROLES.filter((role) => member.roles.includes(role));
  const currentIds = member.customRoles.map(({ id }) => id);
  const [chosen, setChosen] = useState<readonly CheckedRole[]>(currentRoles);
  const [chosenIds, setChosenIds] = useState<readonly string[]>(currentIds);
  const [seesAll, setSeesAll] = useState(member.moderatesAll);
  const [openDialog, setOpenDialog] = useState<'confirm' | 'owner'>();
  const isScopeChanged = chosen.includes('moderator') && seesAll !== member.moderatesAll;
  const isOwner = member.roles.includes('owner');
  const names = (roles: readonly CheckedRole[], ids: readonly string[]): string[] => [
    ...roles.map((role) => labels(`roles.${role}`)),
    ...customRoles.filter(({ id }) => ids.includes(id)).map((role) => roleName(role, locale)),
  ];
  const added = names(
    chosen.filter((role) => !currentRoles.includes(role)),
    chosenIds.filter((id) => !currentIds.includes(id)),
  );
  const removed = names(
    currentRoles.filter((role) => !chosen.includes(role)),
    currentIds.filter((id) => !chosenIds.includes(id)),
  );
  const statusText = () =>
    member.status === 'deleted' || member.status === 'pending'
      ? t(`restrictions.${member.status}`)
      : undefined;
  const disabledReasonText = () => {
    if (!canChangeRoles) return t('restrictions.owner');
    const isUnchanged = added.length + removed.length === 0 && !isScopeChanged;
    return statusText() ?? (isUnchanged ? t('restrictions.unchanged') : undefined);
  };
  const close = () => setOpenDialog(undefined);
  return (
    <Card className="grid grid-cols-1 gap-3">
      <div>
        <h2 className="font-medium text-lg">{t('roles.title')}</h2>
        <p className="text-muted text-sm">{canChangeRoles ? t('roles.lead') : t('restrictions.owner')}</p>
      </div>
      <div>
        {CHECKED_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={labels(`roles.${role}`)}
            help={t(`roles.help.${role}`)}
            checked={chosen.includes(role)}
            disabled={!canChangeRoles}
            onChange={(event) =>
              setChosen(event.target.checked ? [...chosen, role] : chosen.filter((other) => other !== role))
            }
          />
        ))}
        {chosen.includes('moderator') ? (
          <Checkbox
            label={t('roles.all')}
            help={t('roles.allHelp', { university: member.university.name })}
            checked={seesAll}
            disabled={!canChangeRoles}
            onChange={(event) => setSeesAll(event.target.checked)}
          />
        ) : null}
        {customRoles.map((role) => (
          <Checkbox
            key={role.id}
            label={<bdi className="break-words">{roleName(role, locale)}</bdi>}
            checked={chosenIds.includes(role.id)}
            disabled={!canChangeRoles}
            onChange={(event) =>
              setChosenIds(
                event.target.checked
                  ? [...chosenIds, role.id]
                  : chosenIds.filter((other) => other !== role.id),
              )
            }
          />
        ))}
      </div>
      {canChangeRoles ? (
        <>
          <Link href={paths.roles} className="link justify-self-start text-sm">
            {t('roles.customManage')}
          </Link>
          <Button disabledReason={disabledReasonText()} onClick={() => setOpenDialog('confirm')}>
            {t('roles.save')}
          </Button>
          {isOwner ? <p className="text-muted text-sm">{t('roles.owner.is')}</p> : null}
          <Button
            variant={isOwner ? 'danger' : 'outline'}
            disabledReason={isOwner ? undefined : statusText()}
            onClick={() => setOpenDialog('owner')}
          >
            {t(isOwner ? 'roles.owner.revoke' : 'roles.owner.grant')}
          </Button>
        </>
      ) : null}
      {openDialog === 'confirm' ? (
        <ConfirmRoles
          {...{ member, chosen, chosenIds, seesAll, isScopeChanged, added, removed }}
          onClose={close}
        />
      ) : null}
      <Suspense fallback={null}>
        {openDialog === 'owner' ? <OwnerDialog member={member} isOwner={isOwner} onClose={close} /> : null}
      </Suspense>
    </Card>
  );
}

function ConfirmRoles(props: {
  member: ManagedUser;
  chosen: readonly GrantedRole[];
  chosenIds: readonly string[];
  seesAll: boolean;
  isScopeChanged: boolean;
  /** Names of roles. */
  added: readonly string[];
  removed: readonly string[];
  onClose: () => void;
}) {
  const { member, chosen, chosenIds, seesAll, isScopeChanged, added, removed, onClose } = props;
  const t = useTranslations('members.roles');
  const tShell = useTranslations('shell');
  const format = useFormatter();
  const queries = useQueryClient();
  const submission = useSubmit();
  const save = () =>
    submission.run(
      () =>
        api.put('/admin/users/{id}/roles', {
          path: { id: member.id },
          body: {
            roles: [...chosen, ...(member.roles.includes('owner') ? (['owner'] as const) : [])],
            customRoles: [...chosenIds],
            allUniversities: seesAll,
          },
        }),
      async () => {
        await Promise.all(
          [['member', member.id], ['members'], ROLES_KEY, ['me']].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        );
        toast({ message: t('done'), tone: 'good' });
        onClose();
      },
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('confirm', { name: member.displayName })}
      description={[
        added.length > 0 ? t('added', { roles: format.list(added) }) : '',
        removed.length > 0 ? t('removed', { roles: format.list(removed) }) : '',
        isScopeChanged ? t(seesAll ? 'scopeAll' : 'scopeOwn', { university: member.university.name }) : '',
        t('effect'),
      ]
        .filter(Boolean)
        .join(' ')}
      confirmLabel={t('save')}
      cancelLabel={tShell('cancel')}
      danger={removed.length > 0}
      pending={submission.isPending}
      onConfirm={() => void save()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
