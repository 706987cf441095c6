'use client';

import { Button, PasswordField } from '@chitlaq/ui';
import { FileKey } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FilePicker } from '../../components/file-picker.tsx';

/** A key file has under a thousand bytes. */
const MAX_BYTES = 10_000;

export interface ChosenKey {
  file: File | undefined;
  passphrase: string;
}

/** Asks for a key file and its passphrase. Neither leaves the browser. */
export function KeyFileFields({
  chosen,
  error,
  onChange,
}: {
  chosen: ChosenKey;
  error: string | undefined;
  onChange: (chosen: ChosenKey) => void;
}) {
  const t = useTranslations('boardHolder');
  const [isTooLarge, setIsTooLarge] = useState(false);
  return (
    <>
      <div className="grid justify-items-start gap-1.5">
        <FilePicker
          accept=".json,application/json"
          onPick={([file]) => {
            setIsTooLarge(file.size > MAX_BYTES);
            onChange({ ...chosen, file: file.size > MAX_BYTES ? undefined : file });
          }}
        >
          {(open) => (
            <Button icon={<FileKey aria-hidden="true" className="size-4.5" />} onClick={open}>
              {t('test.choose')}
            </Button>
          )}
        </FilePicker>
        <p role="status" className={`break-all text-sm ${isTooLarge ? 'text-nar' : 'text-muted'}`}>
          {isTooLarge ? t('tooLarge') : chosen.file ? t('test.chosen', { name: chosen.file.name }) : null}
        </p>
      </div>
      <PasswordField
        label={t('passphrase.label')}
        // No password manager shall offer the member's password here.
        autoComplete="new-password"
        showLabel={t('showPassphrase')}
        hideLabel={t('hidePassphrase')}
        value={chosen.passphrase}
        maxLength={500}
        error={error}
        onChange={({ target }) => onChange({ ...chosen, passphrase: target.value })}
      />
    </>
  );
}
