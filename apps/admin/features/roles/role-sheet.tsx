'use client';

import { Checkbox, TextArea, TextField } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
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
  const [names, setNames] = useState({
    nameTr: role?.nameTr ?? '',
    nameEn: role && role.nameEn !== role.nameTr ? role.nameEn : '',
  });
  const [description, setDescription] = useState(role?.description ?? '');
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    // A role from before some permissions needed others gets those when it is saved; the owner sees them ticked.
    const present = role?.permissions ?? [];
    const needed = permissions.filter(({ name }) => present.includes(name)).flatMap(({ needs }) => needs);
    return [...new Set([...present, ...needed])];
  });
  const [isLimited, setIsLimited] = useState(role ? !role.allUniversities : false);
  const limitable = permissions.filter(({ name, isByUniversity }) => isByUniversity && chosen.includes(name));
  const grantable = permissions.filter(({ isGrantable }) => isGrantable);
  /** Ticks what a permission needs together with it, and unticks together with it what needs it. */
  const toggle = (name: string, isChosen: boolean) => {
    const needs = permissions.find((permission) => permission.name === name)?.needs ?? [];
    const needing = permissions.filter((permission) => permission.needs.some((needed) => needed === name));
    const left = [name, ...needing.map((permission) => permission.name as string)];
    setChosen(
      isChosen ? [...new Set([...chosen, name, ...needs])] : chosen.filter((other) => !left.includes(other)),
    );
  };
  const helpOf = ({ name, needs }: PermissionInfo) =>
    [
      textsOf(name).help,
      needs.length > 0 ? t('needs', { names: needs.map((needed) => textsOf(needed).name).join(', ') }) : '',
    ].join(' ');
  const save = () => {
    const body = {
      nameTr: names.nameTr.trim(),
      ...(names.nameEn.trim() ? { nameEn: names.nameEn.trim() } : {}),
      ...(description.trim() ? { description: description.trim() } : {}),
      permissions: grantable.map(({ name }) => name).filter((name) => chosen.includes(name)),
      allUniversities: !(isLimited && limitable.length > 0),
    };
    return submission.run(
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
  return (
    <FormSheet
      title={t(role ? 'editTitle' : 'addTitle')}
      description={t(role ? 'editLead' : 'addLead', { count: role?.holders ?? 0 })}
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
        {grantable.map((permission) => (
          <Checkbox
            key={permission.name}
            label={textsOf(permission.name).name}
            help={helpOf(permission)}
            checked={chosen.includes(permission.name)}
            onChange={({ target }) => toggle(permission.name, target.checked)}
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
    </FormSheet>
  );
}
