'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { parseEmail } from '@chitlaq/text';
import { toast } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

const RESEND_AFTER_SECONDS = 60;

/** Sends the verification email again; available a minute after the last one. */
export function Resend({
  email,
  wasJustSent,
  onSent,
}: {
  email: string;
  wasJustSent: boolean;
  onSent?: () => void;
}) {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [secondsLeft, setSecondsLeft] = useState(wasJustSent ? RESEND_AFTER_SECONDS : 0);
  const [isSending, setIsSending] = useState(false);
  useEffect(() => {
    if (secondsLeft === 0) return;
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1_000);
    return () => clearTimeout(timer);
  }, [secondsLeft]);
  const resend = async () => {
    if (isSending) return;
    setIsSending(true);
    try {
      await api.post('/auth/verify-email/resend', { body: { email } });
      setSecondsLeft(RESEND_AFTER_SECONDS);
      onSent?.();
      toast({ message: t('resent'), tone: 'good' });
    } catch (error) {
      if (error instanceof ProblemError && error.retryAfter) setSecondsLeft(error.retryAfter);
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsSending(false);
    }
  };
  return (
    <p className="mt-6 text-muted">
      {t('noEmail')}{' '}
      {secondsLeft > 0 ? (
        t('resendIn', { seconds: secondsLeft })
      ) : typeof parseEmail(email) === 'string' ? (
        t('enterAddress')
      ) : (
        <button type="button" className="link" onClick={() => void resend()}>
          {t('resend')}
        </button>
      )}
    </p>
  );
}
