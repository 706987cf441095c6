'use client';

import { Banner, Button, CodeField, Spinner, TextField, toast } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { Heading } from './guest-frame.tsx';
import { useEnter } from './use-enter.ts';
import { useSubmit } from './use-submit.ts';
import { useQueryValue } from './use-token.ts';

const AGAIN_SECONDS = 60;
const FIELDS = ['code', 'email'];

/** Confirms the address: by the letter's link, after a press of the button, or by its code. */
export function Verify() {
  const token = useQueryValue('token');
  const email = useQueryValue('email');
  const t = useTranslations('auth');
  if (token === undefined || email === undefined) return <Spinner label={t('loading')} />;
  return token ? <ByLink token={token} /> : <ByCode initialEmail={email ?? ''} />;
}

function ByLink({ token }: { token: string }) {
  const t = useTranslations('auth');
  const enter = useEnter();
  const form = useSubmit([]);
  return (
    <>
      <Heading title={t('verifyLink')} lead={t('verifyLinkLead')} />
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" className="mb-4" /> : null}
      <Button
        variant="primary"
        className="w-full"
        pending={form.isPending}
        onClick={() =>
          void form.run(async () => {
            await api.post('/auth/verify-email', { body: { token } });
            enter();
          })
        }
      >
        {t('verifyButton')}
      </Button>
    </>
  );
}

function ByCode({ initialEmail }: { initialEmail: string }) {
  const t = useTranslations('auth');
  const enter = useEnter();
  const form = useSubmit(FIELDS);
  const [email, setEmail] = useState(initialEmail);
  const [code, setCode] = useState('');
  const verify = (complete: string) =>
    void form.run(async () => {
      await api.post('/auth/verify-email', { body: { email: email.trim(), code: complete } });
      enter();
    });
  return (
    <>
      <Heading
        title={t('checkMail')}
        lead={initialEmail ? t('checkMailLead', { email: initialEmail }) : t('checkMailLeadNoAddress')}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          verify(code);
        }}
        className="grid gap-4"
        noValidate
      >
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {initialEmail ? null : (
          <TextField
            label={t('email')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            autoComplete="email"
            error={form.fieldErrors.email}
          />
        )}
        <CodeField
          label={t('mailedCode')}
          value={code}
          onValueChange={setCode}
          onComplete={(complete) => {
            if (email) verify(complete);
          }}
          error={form.fieldErrors.code}
        />
        <Button
          type="submit"
          variant="primary"
          pending={form.isPending}
          disabledReason={code.length < 6 ? t('codeIncomplete') : undefined}
        >
          {t('verifyButton')}
        </Button>
      </form>
      <Resend email={email} />
    </>
  );
}

function Resend({ email }: { email: string }) {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [left, setLeft] = useState(AGAIN_SECONDS);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  const resend = async () => {
    try {
      await api.post('/auth/verify-email/resend', { body: { email: email.trim() } });
      setLeft(AGAIN_SECONDS);
      toast({ message: t('sentAgain'), tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
  return (
    <p className="mt-6 text-muted">
      {t('noMail')}{' '}
      {left > 0 || !email ? (
        t('againIn', { seconds: left })
      ) : (
        <button type="button" className="link" onClick={() => void resend()}>
          {t('sendAgain')}
        </button>
      )}
    </p>
  );
}
