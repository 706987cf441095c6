'use client';

import { Badge, Banner, Button, PasswordField, TextField, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { ME } from '../frame/session.ts';
import { TryAgain } from '../frame/try-again.tsx';

/** Two-factor: set up in three steps, or switched off. */
export function TwoFactor() {
  const t = useTranslations('settings');
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['mfa'], queryFn: () => api.get('/auth/mfa') });
  const [codes, setCodes] = useState<string[]>();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['mfa'] });
    void queries.invalidateQueries({ queryKey: ME });
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
          <SwitchOff left={data.recoveryCodesLeft} onDone={refresh} />
        ) : (
          <SetUp
            onDone={(made) => {
              setCodes(made);
              refresh();
            }}
          />
        )
      ) : null}
    </section>
  );
}

type Started = { secret: string; otpauthUrl: string };

function SetUp({ onDone }: { onDone: (codes: string[]) => void }) {
  const [started, setStarted] = useState<Started>();
  return started ? <Confirm started={started} onDone={onDone} /> : <Begin onStarted={setStarted} />;
}

/** First the password: a device left open must not lock its owner out. */
function Begin({ onStarted }: { onStarted: (started: Started) => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { password: '' },
    send: async (body) => onStarted(await api.post('/auth/mfa/totp', { body })),
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <PasswordField
        label={t('currentPassword')}
        autoComplete="current-password"
        showLabel={words('show')}
        hideLabel={words('hide')}
        {...form.field('password', { required: words('invalid.password') })}
      />
      <div>
        <Button type="submit" variant="outline" pending={form.isPending}>
          {t('mfa.begin')}
        </Button>
        <TryAgain at={form.retryAt} />
      </div>
    </form>
  );
}

function Confirm({ started, onDone }: { started: Started; onDone: (codes: string[]) => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { code: '' },
    send: async (body) => {
      const { recoveryCodes } = await api.post('/auth/mfa/totp/confirm', { body });
      onDone(recoveryCodes);
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      <p>{t('mfa.scan')}</p>
      <QrCode text={started.otpauthUrl} label={t('mfa.qr')} />
      <p className="text-muted text-sm">
        {t('mfa.secret')} <code className="figures break-all text-ink">{started.secret}</code>
      </p>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <TextField
        label={words('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        {...form.field('code', { required: words('invalid.code') })}
      />
      <div>
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('mfa.confirm')}
        </Button>
        <TryAgain at={form.retryAt} />
      </div>
    </form>
  );
}

/** Drawn dark on white in both themes: cameras expect it. */
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
      <ul className="figures grid grid-cols-2 gap-2 rounded-card border border-line bg-surface p-4 font-medium">
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
          {t('mfa.kept')}
        </Button>
      </div>
    </div>
  );
}

function SwitchOff({ left, onDone }: { left: number; onDone: () => void }) {
  const t = useTranslations('settings');
  const words = useTranslations('auth');
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
          showLabel={words('show')}
          hideLabel={words('hide')}
          {...form.field('password', { required: words('invalid.password') })}
        />
        <TextField
          label={words('code')}
          help={words('codeHelp')}
          autoComplete="one-time-code"
          {...form.field('totp', { required: words('invalid.totp') })}
        />
        <div>
          <Button type="submit" variant="danger" pending={form.isPending}>
            {t('mfa.remove')}
          </Button>
          <TryAgain at={form.retryAt} />
        </div>
      </form>
    </details>
  );
}
