'use client';

import { KeyFileError } from '@chitlaq/sealing';
import { useTranslations } from 'use-intl';

/** Why a file did not open, in words; undefined for another error. */
export function useKeyFileProblem(): (error: unknown) => string | undefined {
  const t = useTranslations('boardHolder');
  return (error) =>
    error instanceof KeyFileError
      ? t(error.reason === 'not_a_key_file' ? 'notAKey' : 'wrongPassphrase')
      : undefined;
}
