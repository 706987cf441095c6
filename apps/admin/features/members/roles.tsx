'use client';

import { ProblemError } from '@chitlaq/client';
import { Banner, Button, Card, Checkbox, ConfirmDialog, Dialog, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSend } from '../../lib/use-send.ts';
import { ProofForm } from '../frame/second-factor.tsx';
import { useMay, useViewer } from '../frame/viewer.tsx';
import { GRANTED_ROLES, type GrantedRole, type ManagedUser } from './words.ts';

/** Which roles a member holds; owners change them, after a question that names what is given and taken. */
export function Roles({ member }: { member: ManagedUser }) {
  const t = useTranslations('members');
  const words = useTranslations('words');
  const mayChange = useMay('roles.write');
  const held = GRANTED_ROLES.filter((role) => member.roles.includes(role));
  const [chosen, setChosen] = useState<readonly GrantedRole[]>(held);
  const [isAsking, setIsAsking] = useState(false);
  const given = chosen.filter((role) => !held.includes(role));
  const taken = held.filter((role) => !chosen.includes(role));
  const why = () => {
    if (!mayChange) return t('why.owner');
    if (member.status === 'deleted' || member.status === 'pending') return t(`why.${member.status}`);
    if (given.length + taken.length === 0) return t('why.unchanged');
    return undefined;
  };
  return (
    <Card className="grid gap-3">
      <div>
        <h2 className="font-medium text-lg">{t('roles.title')}</h2>
        <p className="text-muted text-sm">{mayChange ? t('roles.lead') : t('why.owner')}</p>
      </div>
      <div>
        {GRANTED_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={words(`roles.${role}`)}
            help={t(`roles.help.${role}`)}
            checked={chosen.includes(role)}
            disabled={!mayChange}
            onChange={(event) =>
              setChosen(event.target.checked ? [...chosen, role] : chosen.filter((other) => other !== role))
            }
          />
        ))}
      </div>
      {mayChange ? (
        <Button disabledReason={why()} onClick={() => setIsAsking(true)}>
          {t('roles.save')}
        </Button>
      ) : null}
      {isAsking ? (
        <ConfirmRoles {...{ member, chosen, given, taken }} onClose={() => setIsAsking(false)} />
      ) : null}
    </Card>
  );
}

function ConfirmRoles(props: {
  member: ManagedUser;
  chosen: readonly GrantedRole[];
  given: readonly GrantedRole[];
  taken: readonly GrantedRole[];
  onClose: () => void;
}) {
  const { member, chosen, given, taken, onClose } = props;
  const t = useTranslations('members.roles');
  const words = useTranslations('words');
  const frame = useTranslations('frame');
  const format = useFormatter();
  const queries = useQueryClient();
  const send = useSend();
  const { mfaEnabled } = useViewer();
  const [needsProof, setNeedsProof] = useState(false);
  const list = (roles: readonly GrantedRole[]) => format.list(roles.map((role) => words(`roles.${role}`)));
  const save = async () => {
    let isStale = false;
    const isDone = await send.run(async () => {
      try {
        await api.put('/admin/users/{id}/roles', { path: { id: member.id }, body: { roles: [...chosen] } });
      } catch (error) {
        isStale = error instanceof ProblemError && error.code === 'fresh_proof_required';
        if (!isStale) throw error;
      }
    });
    setNeedsProof(isStale);
    if (!isDone || isStale) return;
    await Promise.all(
      [['member', member.id], ['members'], ['me']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  if (needsProof)
    return (
      <Dialog
        open
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        title={frame('proof.again')}
        description={frame(mfaEnabled ? 'proof.againCode' : 'proof.againPassword')}
        closeLabel={frame('close')}
      >
        <ProofForm byCode={mfaEnabled} onProved={() => void save()} />
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
        given.length > 0 ? t('given', { roles: list(given) }) : '',
        taken.length > 0 ? t('taken', { roles: list(taken) }) : '',
        t('now'),
      ]
        .filter(Boolean)
        .join(' ')}
      confirmLabel={t('save')}
      cancelLabel={frame('cancel')}
      danger={taken.length > 0}
      pending={send.isPending}
      onConfirm={() => void save()}
    >
      {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
