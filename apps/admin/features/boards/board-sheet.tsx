'use client';

import { TextArea, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { UniversityPicker } from '../frame/pickers.tsx';
import { BOARDS_KEY, type Board } from './types.ts';

const LANGUAGES = ['tr', 'en'] as const;
const FIELDS = ['title.tr', 'title.en', 'description.tr', 'description.en', 'universityId'] as const;
const NONE = { tr: '', en: '' };

/** Opens a board, or changes what one is called. For whom it is stays: its threads were written for them. */
export function BoardSheet({ board, onClose }: { board: Board | undefined; onClose: () => void }) {
  const t = useTranslations('boards.form');
  const queries = useQueryClient();
  const submission = useSubmit(FIELDS);
  const [title, setTitle] = useState(board?.title ?? NONE);
  const [description, setDescription] = useState(board?.description ?? NONE);
  const [universityId, setUniversityId] = useState('');
  const [isTried, setIsTried] = useState(false);
  const save = async () => {
    setIsTried(true);
    if (LANGUAGES.some((language) => title[language].trim() === '')) return;
    const isDone = await submission.run(() =>
      board
        ? api.patch('/admin/boards/{id}', { path: { id: board.id }, body: { title, description } })
        : api.post('/admin/boards', { body: { title, description, universityId: universityId || null } }),
    );
    if (!isDone) return;
    await queries.invalidateQueries({ queryKey: BOARDS_KEY });
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t(board ? 'editTitle' : 'addTitle')}
      description={board ? undefined : t('lead')}
      submitLabel={t('save')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      {LANGUAGES.map((language) => (
        <fieldset key={language} className="grid min-w-0 grid-cols-1 gap-3">
          <legend className="mb-1 font-medium">{t(`language.${language}`)}</legend>
          <TextField
            label={t('title')}
            lang={language}
            value={title[language]}
            maxLength={80}
            error={
              isTried && title[language].trim() === '' ? t('needed') : submission.errors[`title.${language}`]
            }
            onChange={({ target }) => setTitle((before) => ({ ...before, [language]: target.value }))}
          />
          <TextArea
            label={t('description')}
            note={t('optional')}
            lang={language}
            value={description[language]}
            maxLength={500}
            error={submission.errors[`description.${language}`]}
            onChange={({ target }) => setDescription((before) => ({ ...before, [language]: target.value }))}
          />
        </fieldset>
      ))}
      {board ? null : (
        <div className="grid gap-1.5">
          <UniversityPicker label={t('university')} value={universityId} onChange={setUniversityId} />
          <p className="text-muted text-sm">{t('universityHelp')}</p>
          {submission.errors.universityId ? (
            <p className="text-nar text-sm" role="alert">
              {submission.errors.universityId}
            </p>
          ) : null}
        </div>
      )}
    </FormSheet>
  );
}
