'use client';

import { ProblemError } from '@chitlaq/client';
import { Banner, Button, Card, Checkbox, ConfirmDialog, Dialog, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { ReauthenticationForm } from '../frame/second-factor.tsx';
import { useHasPermission, useViewer } from '../frame/viewer.tsx';
import { GRANTED_ROLES, type GrantedRole, type ManagedUser } from './member-rules.ts';

/** A member's roles. Owners can change them, after a confirmation that names the added and removed roles. */
export function MemberRoles({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const labels = useTranslations('labels');
  const canChangeRoles = useHasPermission('roles.write');
  const currentRoles = GRANTED_ROLES.filter((role) => member.roles.includes(role));
  const [chosen, setChosen] = useState<readonly GrantedRole[]>(currentRoles);
  const [seesAll, setSeesAll] = useState(member.moderatesAll);
  const isScopeChanged = chosen.includes('moderator') && seesAll !== member.moderatesAll;
  const [isConfirming, setIsConfirming] = useState(false);
  const addedRoles = chosen.filter((role) => !currentRoles.includes(role));
  const removedRoles = currentRoles.filter((role) => !chosen.includes(role));
  const disabledReasonText = () => {
    if (!canChangeRoles) return t('restrictions.owner');
    if (member.status === 'deleted' || member.status === 'pending') return t(`restrictions.${member.status}`);
    if (addedRoles.length + removedRoles.length === 0 && !isScopeChanged) return t('restrictions.unchanged');
    return undefined;
  };
  return (
    <Card className="grid gap-3">
      <div>
        <h2 className="font-medium text-lg">{t('roles.title')}</h2>
        <p className="text-muted text-sm">{canChangeRoles ? t('roles.lead') : t('restrictions.owner')}</p>
      </div>
      <div>
        {GRANTED_ROLES.map((role) => (
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
      </div>
      {canChangeRoles ? (
        <Button disabledReason={disabledReasonText()} onClick={() => setIsConfirming(true)}>
          {t('roles.save')}
        </Button>
      ) : null}
      {isConfirming ? (
        <ConfirmRoles
          {...{ member, chosen, seesAll, isScopeChanged, addedRoles, removedRoles }}
          onClose={() => setIsConfirming(false)}
        />
      ) : null}
    </Card>
  );
}

function ConfirmRoles(props: {
  member: ManagedUser;
  chosen: readonly GrantedRole[];
  seesAll: boolean;
  isScopeChanged: boolean;
  addedRoles: readonly GrantedRole[];
  removedRoles: readonly GrantedRole[];
  onClose: () => void;
}) {
  const { member, chosen, seesAll, isScopeChanged, addedRoles, removedRoles, onClose } = props;
  const t = useTranslations('members.roles');
  const labels = useTranslations('labels');
  const tShell = useTranslations('shell');
  const format = useFormatter();
  const queries = useQueryClient();
  const submission = useSubmit();
  const { mfaEnabled } = useViewer();
  const [isReauthenticating, setIsReauthenticating] = useState(false);
  const list = (roles: readonly GrantedRole[]) => format.list(roles.map((role) => labels(`roles.${role}`)));
  const save = async () => {
    let needsReauthentication = false;
    const isDone = await submission.run(async () => {
      try {
        await api.put('/admin/users/{id}/roles', {
          path: { id: member.id },
          body: { roles: [...chosen], allUniversities: seesAll },
        });
      } catch (error) {
        needsReauthentication = error instanceof ProblemError && error.code === 'reauthentication_required';
        if (!needsReauthentication) throw error;
      }
    });
    setIsReauthenticating(needsReauthentication);
    if (!isDone || needsReauthentication) return;
    await Promise.all(
      [['member', member.id], ['members'], ['me']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  if (isReauthenticating)
    return (
      <Dialog
        open
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        title={tShell('secondFactor.reauthenticate')}
        description={tShell(
          mfaEnabled ? 'secondFactor.reauthenticateCode' : 'secondFactor.reauthenticatePassword',
        )}
        closeLabel={tShell('close')}
      >
        <ReauthenticationForm usesCode={mfaEnabled} onConfirmed={() => void save()} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('confirm', { name: member.displayName })}
      description={[
        addedRoles.length > 0 ? t('added', { roles: list(addedRoles) }) : '',
        removedRoles.length > 0 ? t('removed', { roles: list(removedRoles) }) : '',
        isScopeChanged ? t(seesAll ? 'scopeAll' : 'scopeOwn', { university: member.university.name }) : '',
        t('effect'),
      ]
        .filter(Boolean)
        .join(' ')}
      confirmLabel={t('save')}
      cancelLabel={tShell('cancel')}
      danger={removedRoles.length > 0}
      pending={submission.isPending}
      onConfirm={() => void save()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
