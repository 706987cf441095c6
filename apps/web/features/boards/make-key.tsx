'use client';

import { createKey, type KeyFile, unlockKey } from '@chitlaq/sealing';
import { Banner, Button, PasswordField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useCampus } from '../../lib/campus.ts';
import { downloadText } from '../../lib/download-text.ts';
import { useReauthentication } from '../session/reauthentication.tsx';
import { useMe } from '../session/session.ts';
import { HOLDER_KEY } from './holder-key.ts';
import { type ChosenKey, KeyFileFields } from './key-file-fields.tsx';
import { PASSPHRASE_MIN, passphraseWeakness, suggestPassphrase } from './passphrase.ts';
import { BOARDS_KEY } from './queries.ts';
import { useKeyFileProblem } from './use-key-file-problem.ts';
import { useRefusalText } from './use-refusal.ts';

/** The first group of the public key is enough to tell files apart. */
const fileName = ({ publicKey }: KeyFile): string => `chitlaq-key-${publicKey.slice(1, 7)}.json`;

/**
 * Makes a holder's key in three steps: a passphrase, the file, and a test that the file opens. Only then the server learns the public
 * key; nothing else of it leaves the browser.
 */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<KeyFile>();
  return file ? (
    <TestFile file={file} onClose={onClose} />
  ) : (
    <ChoosePassphrase
      onClose={onClose}
      onMade={(made) => {
        save(made);
        setFile(made);
      }}
    />
  );
}

const save = (file: KeyFile): void =>
  downloadText(fileName(file), `${JSON.stringify(file, null, 2)}\n`, 'application/json');

function ChoosePassphrase({ onClose, onMade }: { onClose: () => void; onMade: (file: KeyFile) => void }) {
  const t = useTranslations('boardHolder');
  const me = useMe();
  const { name, shortName } = useCampus();
  const [values, setValues] = useState({ first: '', again: '' });
  const [errors, setErrors] = useState<{ first?: string; again?: string }>({});
  const [suggestion, setSuggestion] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    const personal = [me?.user.username, me?.user.displayName, me?.user.email, name, shortName].filter(
      (text) => text !== undefined,
    );
    const weakness = passphraseWeakness(values.first, personal);
    if (weakness) return setErrors({ first: t(`passphrase.${weakness}`, { min: PASSPHRASE_MIN }) });
    if (values.first !== values.again) return setErrors({ again: t('passphrase.different') });
    setIsPending(true);
    onMade(await createKey(values.first));
  };
  const field = (name: 'first' | 'again') => ({
    autoComplete: 'new-password' as const,
    showLabel: t('showPassphrase'),
    hideLabel: t('hidePassphrase'),
    value: values[name],
    maxLength: 500,
    error: errors[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setErrors({});
      setValues((before) => ({ ...before, [name]: target.value }));
    },
  });
  return (
    <form noValidate className="grid grid-cols-1 gap-4" onSubmit={(event) => void submit(event)}>
      <StepHeading step={1} part="passphrase" />
      <PasswordField
        label={t('passphrase.label')}
        help={t('passphrase.help', { min: PASSPHRASE_MIN })}
        {...field('first')}
      />
      <div className="grid justify-items-start gap-1" aria-live="polite">
        {suggestion ? (
          <p>
            {t.rich('passphrase.suggested', {
              passphrase: () => <code className="select-all break-all font-mono">{suggestion}</code>,
            })}
            <span className="block text-muted text-sm">{t('passphrase.suggestedHelp')}</span>
          </p>
        ) : null}
        <Button variant="link" onClick={() => setSuggestion(suggestPassphrase())}>
          {t('passphrase.suggest')}
        </Button>
      </div>
      <PasswordField label={t('passphrase.again')} {...field('again')} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={isPending}>
          {t('passphrase.next')}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function StepHeading({ step, part }: { step: number; part: 'passphrase' | 'save' | 'test' }) {
  const t = useTranslations('boardHolder');
  return (
    <div>
      <p className="text-muted text-sm">{t('step', { step })}</p>
      <h3 className="font-medium">{t(`${part}.title`)}</h3>
      <p className="text-pretty text-muted">{t(`${part}.lead`)}</p>
    </div>
  );
}

function TestFile({ file, onClose }: { file: KeyFile; onClose: () => void }) {
  const t = useTranslations('boardHolder');
  const format = useFormatter();
  const queries = useQueryClient();
  const keyFileProblem = useKeyFileProblem();
  const refusalText = useRefusalText();
  const { run, dialog } = useReauthentication();
  const [chosen, setChosen] = useState<ChosenKey>({ file: undefined, passphrase: '' });
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    if (!chosen.file) return setError(t('test.other'));
    setIsPending(true);
    setError(undefined);
    setProblem(undefined);
    try {
      const { publicKey } = await unlockKey(await chosen.file.text(), chosen.passphrase);
      if (publicKey !== file.publicKey) return setError(t('test.other'));
      const { pending } = await run(() => api.put('/boards/holder/key', { body: { publicKey } }));
      await Promise.all([HOLDER_KEY, BOARDS_KEY].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toast({
        message: pending?.from
          ? t('registeredPending', {
              time: format.dateTime(new Date(pending.from), { dateStyle: 'long', timeStyle: 'short' }),
            })
          : t('registered'),
        tone: 'good',
      });
      onClose();
    } catch (failure) {
      const fileProblem = keyFileProblem(failure);
      if (fileProblem) setError(fileProblem);
      else setProblem(refusalText(failure));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <>
      <div className="grid justify-items-start gap-3">
        <StepHeading step={2} part="save" />
        <p role="status" className="text-sm">
          {t('save.saved')}
        </p>
        <Button size="sm" onClick={() => save(file)}>
          {t('save.download')}
        </Button>
      </div>
      <form
        noValidate
        className="grid grid-cols-1 gap-4 border-line border-t pt-4"
        onSubmit={(event) => void submit(event)}
      >
        <StepHeading step={3} part="test" />
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
        <KeyFileFields
          chosen={chosen}
          error={error}
          onChange={(next) => {
            setError(undefined);
            setChosen(next);
          }}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={isPending}>
            {t('test.submit')}
          </Button>
          <Button variant="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
      {dialog}
    </>
  );
}
