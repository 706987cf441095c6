'use client';

import { MAX_WRONG_CODES, parseEmail } from '@chitlaq/text';
import { Banner, Button, CodeField, Spinner, TextField } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { Controller } from 'react-hook-form';
import { useLocale, useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { AcceptanceField, acceptedTexts } from './acceptance-field.tsx';
import { AccountFields } from './account-fields.tsx';
import { Heading } from './guest-frame.tsx';
import { useAnotherInvitation } from './invitation.tsx';
import { Resend } from './resend.tsx';
import { useCompleteSignIn } from './use-complete-sign-in.ts';
import { useQueryValue, useToken } from './use-token.ts';

/** Confirms the email address: by the emailed link and a press of the button, or by the code. */
export function Verify() {
  const token = useToken();
  const email = useQueryValue('email');
  const sent = useQueryValue('sent');
  const t = useTranslations('auth');
  if (token === undefined || email === undefined || sent === undefined) {
    return <Spinner label={t('loading')} />;
  }
  return token ? (
    <VerifyByLink token={token} />
  ) : (
    <VerifyByCode initialEmail={email ?? ''} wasJustSent={sent === '1'} />
  );
}

/** Problem codes after which account details must be entered again, with the same link or code. */
const NEEDS_DETAILS = new Set(['registration_details_required', 'username_taken']);

/** Waits for a press, because mail scanners open links, too. */
function VerifyByLink({ token }: { token: string }) {
  const t = useTranslations('auth');
  const completeSignIn = useCompleteSignIn({ isNewAccount: true });
  const invitation = useAnotherInvitation();
  const [isChoosingDetails, setIsChoosingDetails] = useState(false);
  const form = useProblemForm({
    defaultValues: {},
    send: async () => {
      const { user } = await api.post('/auth/verify-email', { body: { token, ...invitation.body } });
      completeSignIn(user);
    },
    leavesPage: true,
    onProblem: ({ code }) => {
      invitation.ask(code);
      const needsDetails = NEEDS_DETAILS.has(code);
      if (needsDetails) setIsChoosingDetails(true);
      return needsDetails;
    },
  });
  if (isChoosingDetails) return <ChooseDetails proof={{ token }} />;
  return (
    <>
      <Heading title={t('verifyEmail')} lead={t('verifyEmailLead')} />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {form.problem ? (
          <Banner
            tone="danger"
            title={form.problem}
            live="assertive"
            action={
              // A full page load, so that the token in this URL is not tried again.
              <a className="link" href={paths.verify}>
                {t('resend')}
              </a>
            }
          />
        ) : null}
        {invitation.field}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('verifyButton')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
    </>
  );
}

/**
 * Asks for new account details. The mailbox is confirmed, but the registration may be a stranger's: this browser did
 * not start it.
 */
function ChooseDetails({ proof }: { proof: { token: string } | { email: string; code: string } }) {
  const t = useTranslations('auth');
  const queries = useQueryClient();
  const completeSignIn = useCompleteSignIn({ isNewAccount: true });
  const invitation = useAnotherInvitation();
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const form = useProblemForm({
    defaultValues: { displayName: '', username: '', password: '', accepts: false },
    send: async ({ accepts: _, ...values }) => {
      const { user } = await api.post('/auth/verify-email', {
        body: {
          ...proof,
          ...values,
          ...invitation.body,
          locale,
          acceptedTexts: await acceptedTexts(queries),
        },
      });
      completeSignIn(user);
    },
    leavesPage: true,
    onProblem: ({ code }) => {
      invitation.ask(code);
      return false;
    },
  });
  return (
    <>
      <Heading title={t('chooseDetails')} lead={t('chooseDetailsLead')} />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {form.problem ? (
          <Banner
            tone="danger"
            title={form.problem}
            live="assertive"
            action={
              <a className="link" href={paths.verify}>
                {t('resend')}
              </a>
            }
          />
        ) : null}
        <AccountFields form={form} />
        <AcceptanceField form={form} />
        {invitation.field}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('verifyButton')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
    </>
  );
}

function VerifyByCode({ initialEmail, wasJustSent }: { initialEmail: string; wasJustSent: boolean }) {
  const t = useTranslations('auth');
  const completeSignIn = useCompleteSignIn({ isNewAccount: true });
  const invitation = useAnotherInvitation();
  const [isAddressKnown, setIsAddressKnown] = useState(initialEmail !== '');
  const wrongCodes = useRef(0);
  const sent = useRef('');
  /** The last address and code that were refused: sent again, they would use up another attempt. */
  const refused = useRef('');
  const [proof, setProof] = useState<{ email: string; code: string }>();
  const form = useProblemForm({
    defaultValues: { email: initialEmail, code: '' },
    send: async ({ email, code }) => {
      sent.current = `${email.trim()} ${code}`;
      const { user } = await api.post('/auth/verify-email', {
        body: { email: email.trim(), code, ...invitation.body },
      });
      completeSignIn(user);
    },
    leavesPage: true,
    onProblem: ({ code }) => {
      invitation.ask(code);
      if (code === 'verification_failed') {
        wrongCodes.current += 1;
        refused.current = sent.current;
        if (wrongCodes.current < MAX_WRONG_CODES) {
          form.setError('code', { type: 'server', message: t('wrongCode') }, { shouldFocus: true });
          return true;
        }
      }
      const needsDetails = NEEDS_DETAILS.has(code);
      if (needsDetails) setProof({ email: form.getValues('email').trim(), code: form.getValues('code') });
      return needsDetails;
    },
  });
  const email = form.watch('email').trim();
  if (proof) return <ChooseDetails proof={proof} />;
  return (
    <>
      <Heading
        title={t('checkEmail')}
        lead={isAddressKnown ? t('checkEmailLead', { email: initialEmail }) : t('checkEmailLeadNoAddress')}
      />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {isAddressKnown ? null : (
          <TextField
            label={t('email')}
            type="email"
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            {...form.field('email', {
              validate: (value) => typeof parseEmail(value.trim()) !== 'string' || t('invalid.email'),
            })}
          />
        )}
        <Controller
          control={form.control}
          name="code"
          rules={{
            validate: (value) =>
              value.length !== 6
                ? t('invalid.code')
                : `${form.getValues('email').trim()} ${value}` !== refused.current || t('wrongCode'),
          }}
          render={({ field: { onChange, ...field }, fieldState }) => (
            <CodeField
              {...field}
              label={t('emailedCode')}
              onValueChange={onChange}
              onComplete={() => {
                if (email) form.submit();
              }}
              error={fieldState.error?.message}
            />
          )}
        />
        {invitation.field}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('verifyButton')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
      <Resend
        email={email}
        wasJustSent={wasJustSent}
        onSent={() => {
          wrongCodes.current = 0;
        }}
      />
      {isAddressKnown ? (
        <p className="mt-2 text-muted">
          {t('differentAddress')}{' '}
          <button type="button" className="link" onClick={() => setIsAddressKnown(false)}>
            {t('changeAddress')}
          </button>
        </p>
      ) : (
        <p className="mt-2">
          <Link className="link" href={paths.signIn()}>
            {t('backToSignIn')}
          </Link>
        </p>
      )}
    </>
  );
}
