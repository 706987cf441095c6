'use client';

import { Button, Card, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { BadgeCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { FormSheet } from '../frame/form-sheet.tsx';
import { useHasPermission, useViewer } from '../frame/viewer.tsx';
import { type ManagedUser, restrictionFor } from './member-rules.ts';

const MAX_LENGTH = 60;

/** Whether an account is official and what it stands for; admins mark it and take the mark back. */
export function MemberOfficial({ member }: { member: ManagedUser }) {
  const t = useTranslations('members.official');
  const tMembers = useTranslations('members');
  const queries = useQueryClient();
  const restriction = restrictionFor(useViewer(), member, 'official.write');
  const [openDialog, setOpenDialog] = useState<'mark' | 'remove' | null>(null);
  const { official } = member;
  if (!useHasPermission('official.write')) return null;
  const close = () => setOpenDialog(null);
  const done = async (message: string) => {
    await Promise.all(
      [['member', member.id], ['members']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toast({ message, tone: 'good' });
    close();
  };
  const disabledReason =
    restriction === undefined
      ? member.status === 'active'
        ? undefined
        : t('onlyActive')
      : tMembers(`restrictions.${restriction}`);
  return (
    <Card className="grid gap-3">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted text-sm">{t('lead')}</p>
      </div>
      {official ? (
        <dl className="grid gap-2">
          {(['tr', 'en'] as const).map((language) => (
            <div key={language}>
              <dt className="text-muted text-sm">{t(language)}</dt>
              <dd className="flex items-center gap-1.5 break-words" dir="auto">
                <BadgeCheck aria-hidden="true" className="size-4.5 shrink-0 text-nar" />
                <bdi>{official[language]}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <Button disabledReason={disabledReason} onClick={() => setOpenDialog('mark')}>
        {t(official ? 'change' : 'mark')}
      </Button>
      {official ? (
        <Button
          variant="danger"
          disabledReason={restriction && tMembers(`restrictions.${restriction}`)}
          onClick={() => setOpenDialog('remove')}
        >
          {t('remove')}
        </Button>
      ) : null}
      {openDialog === 'mark' ? (
        <MarkDialog member={member} onClose={close} onDone={() => done(t('marked'))} />
      ) : null}
      {openDialog === 'remove' ? (
        <ConfirmAction
          title={t('removeTitle', { name: member.displayName })}
          description={t('removeLead')}
          confirmLabel={t('remove')}
          isDanger
          action={() => api.delete('/admin/users/{id}/official', { path: { id: member.id } })}
          onClose={close}
          onDone={() => done(t('removed'))}
        />
      ) : null}
    </Card>
  );
}

function MarkDialog(props: { member: ManagedUser; onClose: () => void; onDone: () => Promise<void> }) {
  const { member, onClose, onDone } = props;
  const t = useTranslations('members.official');
  const submission = useSubmit(['tr', 'en']);
  const [tr, setTr] = useState(member.official?.tr ?? '');
  const [en, setEn] = useState(member.official?.en ?? '');
  const submit = async () => {
    const isDone = await submission.run(() =>
      api.put('/admin/users/{id}/official', { path: { id: member.id }, body: { tr, en } }),
    );
    if (isDone) await onDone();
  };
  return (
    <FormSheet
      title={t('dialog', { name: member.displayName })}
      description={t('dialogLead')}
      submitLabel={t(member.official ? 'save' : 'mark')}
      disabledReason={tr.trim() === '' && en.trim() === '' ? t('needed') : undefined}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('tr')}
        value={tr}
        maxLength={MAX_LENGTH}
        onChange={(event) => setTr(event.target.value)}
        error={submission.errors.tr}
      />
      <TextField
        label={t('en')}
        help={t('otherLanguage')}
        value={en}
        maxLength={MAX_LENGTH}
        onChange={(event) => setEn(event.target.value)}
        error={submission.errors.en}
      />
    </FormSheet>
  );
}
