'use client';

import { Badge, Banner, Button, PasswordField, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { ME_KEY } from '../session/session.ts';

/** Two-factor authentication: set up in three steps, or turned off. */
export function TwoFactor() {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['mfa'], queryFn: () => api.get('/auth/mfa') });
  const [codes, setCodes] = useState<string[]>();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['mfa'] });
    void queries.invalidateQueries({ queryKey: ME_KEY });
  };
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="flex items-center gap-3 font-medium text-lg">
          {t('mfa.title')} {data?.totp ? <Badge tone="good">{t('mfa.on')}</Badge> : null}
        </h2>
        <p className="text-muted">{t('mfa.lead')}</p>
      </div>
      {codes ? <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} /> : null}
      {data && !codes ? (
        data.totp ? (
          <TurnOff left={data.recoveryCodesLeft} onDone={refresh} />
        ) : (
          <SetUpTwoFactor
            onDone={(newCodes) => {
              setCodes(newCodes);
              refresh();
            }}
          />
        )
      ) : null}
    </section>
  );
}

type TotpSetup = { secret: string; otpauthUrl: string };

function SetUpTwoFactor({ onDone }: { onDone: (codes: string[]) => void }) {
  const [setup, setSetup] = useState<TotpSetup>();
  return setup ? <ConfirmSetup setup={setup} onDone={onDone} /> : <StartSetup onSetup={setSetup} />;
}

/** Asks for the password first: a device left open must not lock its owner out. */
function StartSetup({ onSetup }: { onSetup: (setup: TotpSetup) => void }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { password: '' },
    send: async (body) => onSetup(await api.post('/auth/mfa/totp', { body })),
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <PasswordField
        label={t('currentPassword')}
        autoComplete="current-password"
        showLabel={tAuth('showPassword')}
        hideLabel={tAuth('hidePassword')}
        {...form.field('password', { required: tAuth('invalid.password') })}
      />
      <div>
        <Button type="submit" variant="outline" pending={form.isPending}>
          {t('mfa.setUp')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}

function ConfirmSetup({ setup, onDone }: { setup: TotpSetup; onDone: (codes: string[]) => void }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { code: '' },
    send: async (body) => {
      const { recoveryCodes } = await api.post('/auth/mfa/totp/confirm', { body });
      onDone(recoveryCodes);
    },
  });
  const copySecret = async () => {
    await navigator.clipboard.writeText(setup.secret);
    toast({ message: t('mfa.copied') });
  };
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      <p>{t('mfa.scan')}</p>
      <QrCode text={setup.otpauthUrl} label={t('mfa.qr')} />
      {/* The phone that shows the square cannot scan it. */}
      <p className="hidden pointer-coarse:block">
        <Button asChild variant="outline">
          <a href={setup.otpauthUrl}>{t('mfa.openApp')}</a>
        </Button>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <p>
          {t('mfa.secret')} <code className="tabular-nums select-all break-all text-ink">{setup.secret}</code>
        </p>
        <Button size="sm" onClick={() => void copySecret()}>
          {t('mfa.copyKey')}
        </Button>
      </div>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <TextField
        label={tAuth('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        {...form.field('code', { required: tAuth('invalid.code') })}
      />
      <div>
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('mfa.confirm')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}

/** Dark on white in both themes, as cameras expect it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      className="size-48 rounded-card border border-line"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useTranslations('settings');
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    toast({ message: t('mfa.copied') });
  };
  return (
    <div className="grid gap-4">
      <Banner tone="warn" title={t('mfa.recoveryTitle')}>
        {t('mfa.recoveryLead')}
      </Banner>
      <ul className="tabular-nums grid grid-cols-2 gap-2 rounded-card border border-line bg-surface p-4 font-medium">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button variant="outline" onClick={() => void copy()}>
          {t('mfa.copy')}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {t('mfa.codesSaved')}
        </Button>
      </div>
    </div>
  );
}

function TurnOff({ left, onDone }: { left: number; onDone: () => void }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { password: '', totp: '' },
    send: async (body) => {
      await api.delete('/auth/mfa/totp', { body });
      toast({ message: t('mfa.removed') });
      onDone();
    },
  });
  return (
    <details>
      <summary className="cursor-pointer text-muted">{t('mfa.off', { count: left })}</summary>
      <form noValidate className="mt-4 grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <PasswordField
          label={t('currentPassword')}
          autoComplete="current-password"
          showLabel={tAuth('showPassword')}
          hideLabel={tAuth('hidePassword')}
          {...form.field('password', { required: tAuth('invalid.password') })}
        />
        <TextField
          label={tAuth('code')}
          help={tAuth('codeHelp')}
          autoComplete="one-time-code"
          {...form.field('totp', { required: tAuth('invalid.totp') })}
        />
        <div>
          <Button type="submit" variant="danger" pending={form.isPending}>
            {t('mfa.remove')}
          </Button>
          <RetryCountdown at={form.retryAt} />
        </div>
      </form>
    </details>
  );
}
