import { ProblemError } from '@chitlaq/client';
import { api } from './api.ts';

/**
 * Rejects a video, recording or document that the server would refuse, before it is uploaded: such files are large.
 * @throws ProblemError
 */
export async function rejectUnsupported(
  file: File,
  kind: 'image' | 'video' | 'audio' | 'file',
): Promise<void> {
  if (kind === 'image') return;
  const { video, maxBytes } = await api.get('/media/quota');
  const code =
    kind !== 'file' && !video
      ? 'video_not_supported'
      : file.size > maxBytes[kind]
        ? 'file_too_large'
        : undefined;
  if (code) throw new ProblemError({ status: 422, code, detail: '' });
}
