'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { upload } from '../../lib/upload.ts';
import { ME_KEY } from '../session/session.ts';

/** Sets or removes the member's picture, and shows the chosen one while it is uploaded. */
export function useAvatar() {
  const t = useTranslations('welcome.picture');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [isPending, setIsPending] = useState(false);
  const [preview, setPreview] = useState<string>();
  useEffect(() => {
    if (preview) return () => URL.revokeObjectURL(preview);
  }, [preview]);
  const change = async (work: () => Promise<unknown>, message: string) => {
    setIsPending(true);
    try {
      await work();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ME_KEY }),
        queries.invalidateQueries({ queryKey: ['profile'] }),
      ]);
      toast({ message, tone: 'good' });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setPreview(undefined);
      setIsPending(false);
    }
  };
  return {
    isPending,
    preview,
    onPicture: (file: File) => {
      setPreview(URL.createObjectURL(file));
      return change(async () => {
        const { id } = await upload(file);
        await api.put('/users/me/avatar', { body: { mediaId: id } });
      }, t('saved'));
    },
    remove: () => change(() => api.delete('/users/me/avatar'), t('removed')),
  };
}
