'use client';

import { parseEmail } from '@chitlaq/text';
import { MAX_APPROVAL_ANSWER } from '@chitlaq/text/campus';
import { Banner, Button, TextArea, TextField } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { AcceptanceField, acceptedTexts } from './acceptance-field.tsx';
import { AccountFields } from './account-fields.tsx';
import { Heading } from './guest-frame.tsx';
import { clearInvitation, InvitationFields } from './invitation.tsx';
import { ModeNotice, useRegistrationMode } from './registration-mode.tsx';
import { isRefusedAddress, Universities } from './universities.tsx';
import { useSkipIfSignedIn } from './use-complete-sign-in.ts';

/** Registration, or that the campus has closed it. */
export function Register() {
  return useHasFeature('registration') ? <RegistrationForm /> : <RegistrationOff />;
}

function RegistrationOff() {
  const t = useTranslations('auth');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { data } = useQuery({ queryKey: ['campus'], queryFn: () => api.get('/campus') });
  return (
    <>
      <Heading
        title={t('registrationOff')}
        lead={data?.registrationNote[locale] || t('registrationOffLead')}
      />
      <p className="text-muted">
        {t('haveAccount')}{' '}
        <Link className="link" href={paths.signIn()}>
          {t('signIn')}
        </Link>
      </p>
    </>
  );
}

/** The registration form. The account is created only after its email address is verified. */
function RegistrationForm() {
  const t = useTranslations('auth');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const tProblems = useTranslations('problems');
  const queries = useQueryClient();
  const router = useRouter();
  useSkipIfSignedIn();
  const [address, setAddress] = useState('');
  const { mode, question } = useRegistrationMode(address);
  const form = useProblemForm({
    defaultValues: {
      email: '',
      displayName: '',
      username: '',
      password: '',
      invitation: '',
      tellInviter: false,
      answer: '',
      accepts: false,
    },
    send: async ({ email, accepts: _, invitation, tellInviter, answer, ...rest }) => {
      await api.post('/auth/register', {
        body: {
          ...rest,
          email: email.trim(),
          locale,
          acceptedTexts: await acceptedTexts(queries),
          ...(invitation.trim() === '' ? {} : { invitation: invitation.trim(), tellInviter }),
          ...(mode === 'approval' && answer.trim() !== '' ? { answer } : {}),
        },
      });
      clearInvitation();
      router.push(`${paths.verifyAddress(email.trim())}&sent=1`);
    },
    leavesPage: true,
  });
  const email = form.watch('email');
  useEffect(() => setAddress(email), [email]);

  return (
    <>
      <Heading title={t('register')} lead={t('registerLead')} />
      <ModeNotice mode={mode} />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          label={t('email')}
          help={t('emailHelp')}
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          {...form.field('email', {
            validate: async (value) => {
              if (typeof parseEmail(value.trim()) === 'string') return t('invalid.email');
              return !(await isRefusedAddress(queries, value)) || tProblems('university_not_allowed');
            },
          })}
        />
        <Universities email={email} />
        <InvitationFields form={form} mode={mode} />
        <AccountFields form={form} />
        {mode === 'approval' && question !== '' ? (
          <TextArea
            label={question}
            help={t('answerHelp')}
            maxLength={MAX_APPROVAL_ANSWER}
            {...form.field('answer')}
          />
        ) : null}
        <AcceptanceField form={form} />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('register')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
      <p className="mt-6 text-muted">
        {t('haveAccount')}{' '}
        <Link className="link" href={paths.signIn()}>
          {t('signIn')}
        </Link>
      </p>
    </>
  );
}
