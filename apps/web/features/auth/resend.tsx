'use client';

import { ProblemError } from '@chitlaq/client';
import { parseEmail } from '@chitlaq/text';
import { toast } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';

const AGAIN_SECONDS = 60;

/** Asks for the letter again, once the last has had a minute to arrive. */
export function Resend({ email, wasJustSent }: { email: string; wasJustSent: boolean }) {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [left, setLeft] = useState(wasJustSent ? AGAIN_SECONDS : 0);
  const [isSending, setIsSending] = useState(false);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  const resend = async () => {
    if (isSending) return;
    setIsSending(true);
    try {
      await api.post('/auth/verify-email/resend', { body: { email } });
      setLeft(AGAIN_SECONDS);
      toast({ message: t('sentAgain'), tone: 'good' });
    } catch (error) {
      if (error instanceof ProblemError && error.retryAfter) setLeft(error.retryAfter);
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsSending(false);
    }
  };
  return (
    <p className="mt-6 text-muted">
      {t('noMail')}{' '}
      {left > 0 ? (
        t('againIn', { seconds: left })
      ) : typeof parseEmail(email) === 'string' ? (
        t('writeAddress')
      ) : (
        <button type="button" className="link" onClick={() => void resend()}>
          {t('sendAgain')}
        </button>
      )}
    </p>
  );
}
