'use client';

import { Badge, Button } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BlankSheet } from './blank-sheet.tsx';
import { type Blank, LEGAL_KEY } from './types.ts';

/** Blanks of the campus's texts with their values; each can be filled in. */
export function BlankList({ blanks }: { blanks: readonly Blank[] }) {
  const queries = useQueryClient();
  const [editedName, setEditedName] = useState<string>();
  const edited = blanks.find(({ name }) => name === editedName);
  return (
    <>
      <ul>
        {blanks.map((blank) => (
          <BlankRow key={blank.name} blank={blank} onEdit={() => setEditedName(blank.name)} />
        ))}
      </ul>
      {edited ? (
        <BlankSheet
          key={edited.name}
          blank={edited}
          onClose={() => setEditedName(undefined)}
          onSaved={(next) => queries.setQueryData(LEGAL_KEY, next)}
        />
      ) : null}
    </>
  );
}

function BlankRow({
  blank: { name, tr, en, isNeeded, usedBy },
  onEdit,
}: {
  blank: Blank;
  onEdit: () => void;
}) {
  const t = useTranslations('legal');
  const label = t(`fields.${name}` as 'fields.controller_name');
  const isEmpty = tr === '' && en === '';
  return (
    <li className="flex items-start gap-3 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{label}</span>
          {isEmpty ? (
            <Badge tone={isNeeded ? 'warn' : 'plain'}>{t(isNeeded ? 'empty' : 'optional')}</Badge>
          ) : null}
        </p>
        {isEmpty ? null : <p className="whitespace-pre-line break-words">{tr || en}</p>}
        <p className="text-muted text-sm">
          {usedBy.length > 0
            ? t('usedBy', { names: usedBy.map((document) => t(`names.${document}`)).join(', ') })
            : t('unused')}
        </p>
      </div>
      <Button
        variant="outline"
        icon={<PenLine aria-hidden="true" className="size-4.5" />}
        aria-label={t('editBlank', { name: label })}
        onClick={onEdit}
      >
        {t('edit')}
      </Button>
    </li>
  );
}
