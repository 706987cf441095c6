'use client';

import { serverNow } from '@chitlaq/client';
import { retryAtOf, useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Button, Checkbox, Select, TextField, toast } from '@chitlaq/ui';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';

const HOUR_MS = 3_600_000;
const SCOPES = ['everywhere', 'home', 'contact'] as const;
const DURATIONS = ['forever', '24', '168', '720'] as const;

/** Mutes a word: where, for how long, and whether inflected forms count. */
export function MuteWordForm({ onMuted }: { onMuted: () => void }) {
  const t = useTranslations('mutedWords');
  const problemText = useProblemText();
  const [word, setWord] = useState('');
  const [scope, setScope] = useState<(typeof SCOPES)[number]>('everywhere');
  const [duration, setDuration] = useState<(typeof DURATIONS)[number]>('forever');
  const [suffixes, setSuffixes] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [retryAt, setRetryAt] = useState<number>();
  const [isPending, setIsPending] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending || word.trim() === '') return;
    setIsPending(true);
    setProblem(undefined);
    setRetryAt(undefined);
    try {
      const expiresAt =
        duration === 'forever' ? null : new Date(serverNow() + Number(duration) * HOUR_MS).toISOString();
      const muted = await api.post('/muted-words', { body: { word, scope, suffixes, expiresAt } });
      toast({ message: t('muted', { word: isolate(muted.word) }), tone: 'good' });
      setWord('');
      onMuted();
    } catch (error) {
      setProblem(problemText(error));
      setRetryAt(retryAtOf(error));
    } finally {
      setIsPending(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate className="grid gap-4 p-4 pb-6">
      <TextField
        label={t('word')}
        help={t('wordHelp')}
        value={word}
        error={problem}
        autoComplete="off"
        onChange={(event) => {
          setWord(event.target.value);
          setProblem(undefined);
        }}
      />
      <div className="grid gap-4 tablet:grid-cols-2">
        <Select
          label={t('scope')}
          value={scope}
          onChange={(event) => setScope(event.target.value as (typeof SCOPES)[number])}
          options={SCOPES.map((value) => ({ value, label: t(`scopes.${value}`) }))}
        />
        <Select
          label={t('duration')}
          value={duration}
          onChange={(event) => setDuration(event.target.value as (typeof DURATIONS)[number])}
          options={DURATIONS.map((value) => ({ value, label: t(`durations.${value}`) }))}
        />
      </div>
      <Checkbox
        label={t('suffixes')}
        help={t('suffixesHelp')}
        checked={suffixes}
        onChange={(event) => setSuffixes(event.target.checked)}
      />
      <div className="grid justify-items-start gap-2">
        <RetryCountdown at={retryAt} />
        <Button
          type="submit"
          variant="primary"
          pending={isPending}
          disabledReason={word.trim() === '' ? t('wordNeeded') : undefined}
        >
          {t('mute')}
        </Button>
      </div>
    </form>
  );
}
