'use client';

import { foldUsername, type UsernameProblem, usernameProblem } from '@chitlaq/text';
import { Button, TextField, type TextFieldProps } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

/** A username field that checks availability while typing and suggests free names. */
export function UsernameField({
  username,
  displayName,
  onSelectSuggestion,
  error,
  ...input
}: Omit<TextFieldProps, 'label'> & {
  username: string;
  displayName: string;
  onSelectSuggestion: (suggestion: string) => void;
}) {
  const t = useTranslations('auth');
  const deferredUsername = useDeferredValue(username);
  const { data } = useQuery({
    queryKey: ['username', deferredUsername],
    queryFn: ({ signal }) =>
      api.get('/auth/username-available', { query: { username: deferredUsername, displayName }, signal }),
    enabled: deferredUsername !== '' && usernameProblem(deferredUsername) === null,
  });
  const problem: UsernameProblem | 'taken' | null =
    (username ? usernameProblem(username) : null) ?? (data && !data.available ? 'taken' : null);
  // A name typed with letters that a username cannot have: ayşe is offered as ayse.
  const folded = problem === 'bad_characters' ? foldUsername(username) : null;
  const suggestions = folded ? [folded] : (data?.suggestions ?? []);
  const message = error ?? (problem ? t(`usernameProblem.${problem}`) : undefined);
  return (
    <div>
      <TextField
        {...input}
        label={t('username')}
        help={data?.available && !message ? t('usernameAvailable') : t('usernameHelp')}
        prefix="@"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        required
        error={message}
      />
      {message && suggestions.length > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted">{t(folded ? 'tryInstead' : 'suggestions')}</span>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion}
              size="sm"
              variant="outline"
              onClick={() => onSelectSuggestion(suggestion)}
            >
              @{suggestion}
            </Button>
          ))}
        </p>
      ) : null}
    </div>
  );
}
