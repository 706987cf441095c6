'use client';

import { isolate } from '@chitlaq/text';
import { Checkbox, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Form } from '../../lib/form.ts';
import { queryValue } from '../../lib/link-token.ts';
import type { RegistrationMode } from './registration-mode.tsx';

const STORAGE_KEY = 'cl_campus_invitation';
/** A code with or without its dashes. */
const SHORTEST_CODE = 16;

/** The code of the link that opened this page or an earlier one of this tab; empty without one. */
function readInvitation(): string {
  const code = queryValue(window.location.search, 'invite');
  if (code) sessionStorage.setItem(STORAGE_KEY, code);
  return code || (sessionStorage.getItem(STORAGE_KEY) ?? '');
}
/** Call it once the registration has the code. */
export const clearInvitation = (): void => sessionStorage.removeItem(STORAGE_KEY);

/** The code of an invitation, who made it, and whether they may learn who joined. */
export function InvitationFields<Values extends { invitation: string; tellInviter: boolean }>({
  form: callerForm,
  mode,
}: {
  form: Form<Values>;
  mode: RegistrationMode | undefined;
}) {
  const t = useTranslations('auth.invitation');
  // Only these fields are used, whatever else the form has.
  const form = callerForm as unknown as Form<{ invitation: string; tellInviter: boolean }>;
  const [hasLink, setHasLink] = useState(false);
  const { setValue } = form;
  useEffect(() => {
    const code = readInvitation();
    if (code === '') return;
    setHasLink(true);
    setValue('invitation', code);
  }, [setValue]);
  const code = form.watch('invitation').trim();
  const { data, isError } = useQuery({
    queryKey: ['campus-invitation', code],
    queryFn: () => api.post('/auth/invitations/check', { body: { code } }),
    enabled: code.replaceAll('-', '').length >= SHORTEST_CODE,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!hasLink && mode !== 'invitation') return null;
  return (
    <>
      <TextField
        label={t('code')}
        help={
          data
            ? data.inviter === null
              ? t('byCampus')
              : t('by', { name: isolate(data.inviter) })
            : t('codeHelp')
        }
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        required={mode === 'invitation'}
        {...form.field('invitation', {
          validate: (value) => value.trim() !== '' || mode !== 'invitation' || t('needed'),
        })}
        {...(isError && mode === 'invitation' ? { error: t('invalid') } : {})}
      />
      {data?.inviter == null ? null : (
        <Checkbox
          label={t('tell', { name: isolate(data.inviter) })}
          help={t('tellHelp')}
          {...form.field('tellInviter')}
        />
      )}
    </>
  );
}

/** Asks for another invitation if the one of the registration is no longer valid. */
export function useAnotherInvitation(): {
  body: { invitation?: string };
  field: ReactNode;
  ask: (problemCode: string) => void;
} {
  const t = useTranslations('auth.invitation');
  const [isAsked, setIsAsked] = useState(false);
  const [code, setCode] = useState('');
  return {
    body: isAsked && code.trim() !== '' ? { invitation: code.trim() } : {},
    field: isAsked ? (
      <TextField
        label={t('code')}
        help={t('anotherHelp')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
    ) : null,
    ask: (problemCode) => {
      if (problemCode === 'invitation_invalid') setIsAsked(true);
    },
  };
}
