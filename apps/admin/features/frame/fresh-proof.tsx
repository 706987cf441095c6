'use client';

import { ProblemError } from '@chitlaq/client';
import { Dialog } from '@chitlaq/ui';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmitState } from '../../lib/use-submit.ts';
import { ReauthenticationForm } from './second-factor.tsx';
import { useViewer } from './viewer.tsx';

/**
 * For a request that the server may answer with `reauthentication_required`: then asks for the proof, and sends the request again.
 * @returns `run`, and the dialog, which is shown instead of the caller's own
 */
export function useFreshProof(submission: SubmitState): {
  run: (work: () => Promise<unknown>, onDone: () => Promise<void> | void) => Promise<void>;
  dialog: ReactNode;
} {
  const t = useTranslations('shell');
  const { mfaEnabled } = useViewer();
  const [retry, setRetry] = useState<() => void>();
  const run = async (work: () => Promise<unknown>, onDone: () => Promise<void> | void): Promise<void> => {
    let isProofMissing = false;
    const isDone = await submission.run(async () => {
      try {
        await work();
      } catch (error) {
        isProofMissing = error instanceof ProblemError && error.code === 'reauthentication_required';
        if (!isProofMissing) throw error;
      }
    });
    setRetry(isProofMissing ? () => () => void run(work, onDone) : undefined);
    if (isDone && !isProofMissing) await onDone();
  };
  return {
    run,
    dialog: retry ? (
      <Dialog
        open
        onOpenChange={(isOpen) => {
          if (!isOpen) setRetry(undefined);
        }}
        title={t('secondFactor.reauthenticate')}
        description={t(
          mfaEnabled ? 'secondFactor.reauthenticateCode' : 'secondFactor.reauthenticatePassword',
        )}
        closeLabel={t('close')}
      >
        <ReauthenticationForm usesCode={mfaEnabled} onConfirmed={retry} />
      </Dialog>
    ) : null,
  };
}
