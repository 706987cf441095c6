'use client';

import { ProblemError } from '@chitlaq/client';
import { commitment, createSecret } from '@chitlaq/sealing/pseudonym';
import { Banner, Button, Checkbox, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { secretOf } from './board-code.ts';
import { CodeCard } from './code-card.tsx';
import { readSecret, removeSecret, storeSecret } from './device-secret.ts';
import { addOwnThreads } from './own-threads.ts';
import { BOARDS_KEY } from './queries.ts';
import { useRefusalText } from './use-refusal.ts';

type Step = 'make' | 'save' | 'enter' | 'replace';

interface Props {
  memberId: string;
  /** What the member needs first: a new secret, the code of one that another device has, or another secret. */
  start: Exclude<Step, 'save'>;
  /** With the secret that this device now has, if it may write at once; undefined if not, or it was closed. */
  onClose: (secret?: string) => void;
}

/** Gives this device the member's secret: makes one and shows its code, or takes the code of another device. */
export function SecretSheet({ memberId, start, onClose }: Props) {
  const t = useTranslations('boards.secret');
  const format = useFormatter();
  const queries = useQueryClient();
  const refusalText = useRefusalText();
  const formId = useId();
  const [step, setStep] = useState<Step>(start);
  const [secret, setSecret] = useState<string>();
  const [canWrite, setCanWrite] = useState(true);
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const [typed, setTyped] = useState('');
  const [codeProblem, setCodeProblem] = useState<string>();

  const run = async (work: () => Promise<void>) => {
    if (isPending) return;
    setIsPending(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setIsPending(false);
    }
  };

  const make = (isReplacement: boolean) =>
    run(async () => {
      // The same one if the first answer was lost.
      const made = secret ?? createSecret();
      setSecret(made);
      const before = readSecret(memberId);
      // The device must be able to keep it before the server counts on it.
      if (!storeSecret(memberId, { secret: made, isSaved: false })) return setProblem(t('notKept'));
      try {
        const { writeFrom } = await api.put('/boards/secret', {
          body: { commitment: await commitment(made), replace: isReplacement },
        });
        if (isReplacement) {
          setCanWrite(false);
          const time = format.dateTime(new Date(writeFrom), { dateStyle: 'long', timeStyle: 'short' });
          toast({ message: t('replaced', { time }), tone: 'good' });
        }
      } catch (error) {
        if (before) storeSecret(memberId, before);
        else removeSecret(memberId);
        if (!(error instanceof ProblemError) || error.code !== 'board_secret_exists') throw error;
        setSecret(undefined);
        setStep('enter');
        return setProblem(t('exists'));
      }
      // With a new secret nothing was written before.
      addOwnThreads(memberId, [], true);
      await queries.invalidateQueries({ queryKey: BOARDS_KEY });
      setStep('save');
    });

  const enter = () =>
    run(async () => {
      const found = secretOf(typed);
      if (found === undefined) return setCodeProblem(t('codeWrong'));
      try {
        // Asked for one's own posts in no thread, the server tells whether it is the member's.
        await api.post('/boards/own-posts', { body: { secret: found, threadIds: [] } });
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'board_secret_wrong')
          return setCodeProblem(t('codeOther'));
        throw error;
      }
      if (!storeSecret(memberId, { secret: found, isSaved: true })) return setProblem(t('notKept'));
      toast({ message: t('entered'), tone: 'good' });
      onClose(found);
    });

  const finish = (saved: boolean) => {
    if (secret === undefined) return;
    if (saved && !isSaved) return setIsTried(true);
    storeSecret(memberId, { secret, isSaved: saved });
    onClose(canWrite ? secret : undefined);
  };
  const close = () => (step === 'save' ? finish(false) : onClose());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'make') void make(false);
    else if (step === 'replace') void make(true);
    else if (step === 'enter') void enter();
    else finish(true);
  };

  const parts: Record<Step, { title: string; lead: string; submit: string; quiet: string; body: ReactNode }> =
    {
      make: {
        title: t('makeTitle'),
        lead: t('makeLead'),
        submit: t('makeStart'),
        quiet: t('cancel'),
        body: <p>{t('lost')}</p>,
      },
      replace: {
        title: t('replaceTitle'),
        lead: t('replaceLead'),
        submit: t('replace'),
        quiet: t('cancel'),
        body: null,
      },
      enter: {
        title: t('enterTitle'),
        lead: t('enterLead'),
        submit: t('enter'),
        quiet: t('cancel'),
        body: (
          <>
            <TextArea
              label={t('code')}
              help={t('codeHelp')}
              value={typed}
              maxLength={200}
              rows={3}
              dir="ltr"
              autoCapitalize="characters"
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              error={codeProblem}
              onChange={({ target }) => {
                setTyped(target.value);
                setCodeProblem(undefined);
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                void enter();
              }}
            />
            <Button variant="link" className="justify-self-start" onClick={() => setStep('replace')}>
              {t('lostCode')}
            </Button>
          </>
        ),
      },
      save: {
        title: t('yourCode'),
        lead: t('codeLead'),
        submit: t('done'),
        quiet: t('later'),
        body: secret ? (
          <>
            <CodeCard secret={secret} />
            <p>{t('lost')}</p>
            <Checkbox
              label={t('isSaved')}
              checked={isSaved}
              error={isTried && !isSaved ? t('saveFirst') : undefined}
              onChange={({ target }) => setIsSaved(target.checked)}
            />
          </>
        ) : null,
      },
    };
  const part = parts[step];
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      title={part.title}
      description={part.lead}
      closeLabel={t('close')}
      footer={
        <>
          <Button variant="quiet" onClick={close}>
            {part.quiet}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={step === 'replace' ? 'danger' : 'primary'}
            pending={isPending}
          >
            {part.submit}
          </Button>
        </>
      }
    >
      <form id={formId} className="grid grid-cols-1 gap-4" noValidate onSubmit={submit}>
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
        {part.body}
      </form>
    </Sheet>
  );
}
