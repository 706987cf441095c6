'use client';

import { Checkbox, TextArea, TextField } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormDialog } from '../frame/form-dialog.tsx';
import { useFreshProof } from '../frame/fresh-proof.tsx';
import type { CustomRole, PermissionInfo } from './types.ts';
import { usePermissionTexts } from './use-permission-texts.ts';

/** Composes a new role, or changes one for all who have it. */
export function RoleSheet({
  role,
  permissions,
  onClose,
  onDone,
}: {
  role: CustomRole | undefined;
  permissions: readonly PermissionInfo[];
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const t = useTranslations('roles');
  const textsOf = usePermissionTexts();
  const submission = useSubmit(['nameTr', 'nameEn', 'description', 'allUniversities']);
  const proof = useFreshProof(submission);
  const [names, setNames] = useState({
    nameTr: role?.nameTr ?? '',
    nameEn: role && role.nameEn !== role.nameTr ? role.nameEn : '',
  });
  const [description, setDescription] = useState(role?.description ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(role?.permissions ?? []);
  const [isLimited, setIsLimited] = useState(role ? !role.allUniversities : false);
  const limitable = permissions.filter(({ name, isByUniversity }) => isByUniversity && chosen.includes(name));
  const grantable = permissions.filter(({ isGrantable }) => isGrantable);
  const save = () => {
    const body = {
      nameTr: names.nameTr.trim(),
      ...(names.nameEn.trim() ? { nameEn: names.nameEn.trim() } : {}),
      ...(description.trim() ? { description: description.trim() } : {}),
      permissions: grantable.map(({ name }) => name).filter((name) => chosen.includes(name)),
      allUniversities: !(isLimited && limitable.length > 0),
    };
    return proof.run(
      () =>
        role
          ? api.put('/admin/roles/{id}', { path: { id: role.id }, body: { ...body, basedOn: role.version } })
          : api.post('/admin/roles', { body }),
      onDone,
    );
  };
  const disabledReason = () => {
    if (!names.nameTr.trim()) return t('nameNeeded');
    return chosen.length === 0 ? t('permissionNeeded') : undefined;
  };
  if (proof.dialog) return proof.dialog;
  return (
    <FormDialog
      title={t(role ? 'editTitle' : 'addTitle')}
      lead={t(role ? 'editLead' : 'addLead', { count: role?.holders ?? 0 })}
      submitLabel={t('save')}
      disabledReason={disabledReason()}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('nameTr')}
        value={names.nameTr}
        lang="tr"
        maxLength={60}
        error={submission.errors.nameTr}
        onChange={({ target }) => setNames((before) => ({ ...before, nameTr: target.value }))}
      />
      <TextField
        label={t('nameEn')}
        help={t('nameEnHelp')}
        value={names.nameEn}
        lang="en"
        maxLength={60}
        error={submission.errors.nameEn}
        onChange={({ target }) => setNames((before) => ({ ...before, nameEn: target.value }))}
      />
      <TextArea
        label={t('description')}
        value={description}
        maxLength={500}
        error={submission.errors.description}
        onChange={({ target }) => setDescription(target.value)}
      />
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">{t('permissions')}</legend>
        {grantable.map(({ name }) => (
          <Checkbox
            key={name}
            label={textsOf(name).name}
            help={textsOf(name).help}
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              setChosen(target.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
            }
          />
        ))}
      </fieldset>
      {limitable.length > 0 ? (
        <Checkbox
          label={t('ownUniversity')}
          help={t('ownUniversityHelp', { names: limitable.map(({ name }) => textsOf(name).name).join(', ') })}
          checked={isLimited}
          error={submission.errors.allUniversities}
          onChange={({ target }) => setIsLimited(target.checked)}
        />
      ) : null}
    </FormDialog>
  );
}
