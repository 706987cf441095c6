'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Banner, Button, Dialog, PasswordField, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { browserRefusal, showPasskey, supportsPasskeys } from '../../lib/passkeys.ts';
import { passkeysQuery } from './passkeys-query.ts';
import { useMe } from './session.ts';

/**
 * Runs what needs a re-authentication: if the last one is too old, a dialog asks for it and the act runs again. It fails with the
 * server's problem if the member closes the dialog. Put `dialog` outside any form.
 */
export function useReauthentication(): {
  run: <Result>(act: () => Promise<Result>) => Promise<Result>;
  dialog: ReactNode;
} {
  const [answer, setAnswer] = useState<(isConfirmed: boolean) => void>();
  const close = (isConfirmed: boolean) => {
    answer?.(isConfirmed);
    setAnswer(undefined);
  };
  return {
    run: async (act) => {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === 'reauthentication_required')) throw error;
        const isConfirmed = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
        if (!isConfirmed) throw error;
        return act();
      }
    },
    dialog: answer ? (
      <ReauthenticationDialog onClose={() => close(false)} onConfirmed={() => close(true)} />
    ) : null,
  };
}

function ReauthenticationDialog(props: { onClose: () => void; onConfirmed: () => void }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const me = useMe();
  const [isCodeRequired, setIsCodeRequired] = useState(false);
  const usesCode = me?.mfaEnabled ?? isCodeRequired;
  const { data: passkeys, isError } = useQuery(passkeysQuery);
  // A suspended member cannot read whether they have one.
  const offersPasskey = isError ? supportsPasskeys() : passkeys !== undefined && passkeys.items.length > 0;
  const form = useProblemForm({
    defaultValues: { password: '', totp: '' },
    send: async ({ password, totp }) => {
      try {
        await api.post('/auth/reauthenticate', { body: usesCode ? { totp: totp.trim() } : { password } });
      } catch (error) {
        // Nor whether two-factor is on: the server tells.
        if (!usesCode && error instanceof ProblemError && error.code === 'code_required')
          return setIsCodeRequired(true);
        throw error;
      }
      props.onConfirmed();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('reauthentication.title')}
      description={t(usesCode ? 'reauthentication.code' : 'reauthentication.password')}
      closeLabel={t('reauthentication.close')}
    >
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {usesCode ? (
          <TextField
            label={tAuth('code')}
            help={tAuth('codeHelp')}
            autoComplete="one-time-code"
            autoFocus
            {...form.field('totp', { required: tAuth('invalid.totp') })}
          />
        ) : (
          <PasswordField
            label={t('currentPassword')}
            autoComplete="current-password"
            showLabel={tAuth('showPassword')}
            hideLabel={tAuth('hidePassword')}
            autoFocus
            {...form.field('password', { required: tAuth('invalid.password') })}
          />
        )}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('reauthentication.submit')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
      {offersPasskey ? <ByPasskey onConfirmed={props.onConfirmed} /> : null}
    </Dialog>
  );
}

function ByPasskey({ onConfirmed }: { onConfirmed: () => void }) {
  const t = useTranslations('settings');
  const problemText = useProblemText();
  const [problem, setProblem] = useState<string>();
  const confirm = async () => {
    setProblem(undefined);
    try {
      await api.post('/auth/reauthenticate', { body: { passkey: await showPasskey() } });
      onConfirmed();
    } catch (error) {
      if (browserRefusal(error) === undefined) setProblem(problemText(error));
    }
  };
  return (
    <div className="mt-4 grid gap-4">
      {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
      <Button variant="outline" onClick={() => void confirm()}>
        {t('reauthentication.passkey')}
      </Button>
    </div>
  );
}
