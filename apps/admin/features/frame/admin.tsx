'use client';

import { hasSession, ProblemError } from '@chitlaq/client';
import { Button, EmptyState, ErrorState, Spinner } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api, SIGNED_OUT } from '../../lib/api.ts';
import { SignIn } from '../sign-in/sign-in.tsx';
import { FreshProofProvider } from './fresh-proof.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Shell } from './shell.tsx';
import { ViewerProvider } from './viewer.tsx';

/** The admin app: shows the sign-in form, refuses members without a staff role, else shows the page in the shell. */
export function AdminApp({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const queries = useQueryClient();
  // Only the browser knows the session cookie, so the prerendered page shows neither form nor content.
  const [isSessionKnown, setIsSessionKnown] = useState(false);
  const [isSignedIn, setIsSignedIn] = useState(false);
  useEffect(() => {
    setIsSignedIn(hasSession());
    setIsSessionKnown(true);
  }, []);
  useEffect(() => {
    const onSignedOut = () => {
      queries.clear();
      setIsSignedIn(false);
    };
    window.addEventListener(SIGNED_OUT, onSignedOut);
    return () => window.removeEventListener(SIGNED_OUT, onSignedOut);
  }, [queries]);
  const me = useQuery({ queryKey: ['me'], queryFn: () => api.get('/auth/me'), enabled: isSignedIn });

  const signOut = async () => {
    await api.post('/auth/logout').catch(() => null);
    queries.clear();
    setIsSignedIn(false);
  };

  if (!isSessionKnown || (isSignedIn && me.isPending))
    return (
      <Centered>
        <Spinner label={t('loading')} />
      </Centered>
    );
  if (!isSignedIn || (me.error instanceof ProblemError && me.error.status === 401)) {
    return (
      <SignIn
        onSignedIn={() => {
          queries.clear();
          setIsSignedIn(true);
        }}
      />
    );
  }
  if (me.error && !me.data) {
    const requestId = me.error instanceof ProblemError ? me.error.requestId : undefined;
    return (
      <Centered>
        <ErrorState
          title={t('unreachable')}
          detail={t('unreachableDetail')}
          retryLabel={t('retry')}
          onRetry={() => void me.refetch()}
          requestId={requestId}
          requestIdLabel={t('requestId')}
        />
      </Centered>
    );
  }
  if (me.data?.secondFactorRequired) {
    return (
      <Centered>
        <SecondFactor
          isOn={me.data.mfaEnabled}
          onConfirmed={() => void queries.invalidateQueries()}
          onSignOut={() => void signOut()}
        />
      </Centered>
    );
  }
  if (!me.data?.permissions.length) {
    return (
      <Centered>
        <EmptyState
          icon={<ShieldAlert aria-hidden="true" />}
          title={t('notAllowed')}
          action={
            <Button variant="outline" onClick={() => void signOut()}>
              {t('otherAccount')}
            </Button>
          }
        >
          {t('notAllowedDetail')}
        </EmptyState>
      </Centered>
    );
  }
  return (
    <ViewerProvider value={me.data}>
      <FreshProofProvider>
        <Shell onSignOut={() => void signOut()}>{children}</Shell>
      </FreshProofProvider>
    </ViewerProvider>
  );
}

const Centered = ({ children }: { children: ReactNode }) => (
  <main className="grid min-h-dvh place-items-center px-4">{children}</main>
);
