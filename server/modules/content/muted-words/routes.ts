import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MutedWord, MutedWordChange, MutedWordPage, MutedWordParams, NewMutedWord } from './schemas.ts';
import { listMutedWords, muteWord, unmuteWord, updateMutedWord } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/muted-words',
    {
      config: { caller: 'member' },
      schema: { tags: ['Muted words'], summary: 'List my muted words', response: { 200: MutedWordPage } },
    },
    (req) => listMutedWords(ctx, req.viewer),
  );

  app.post(
    '/muted-words',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character', 'invalid_idempotency_key'],
          422: [
            'muted_word_empty',
            'muted_word_too_long',
            'too_many_combining_marks',
            'not_a_hashtag',
            'expiry_in_past',
            'too_many_muted_words',
            'idempotency_key_reused',
          ],
        },
      },
      schema: {
        tags: ['Muted words'],
        summary: 'Mute a word, phrase or hashtag, or update an existing mute',
        body: NewMutedWord,
        response: { 201: MutedWord },
      },
    },
    async (req, reply) =>
      reply.status(201).send(await muteWord(ctx, req.viewer, req.body, req.idempotencyKey)),
  );

  app.patch(
    '/muted-words/:id',
    {
      config: {
        caller: 'member',
        problems: { 404: ['muted_word_not_found'], 422: ['expiry_in_past'] },
      },
      schema: {
        tags: ['Muted words'],
        summary: 'Change where and how long a word is muted',
        params: MutedWordParams,
        body: MutedWordChange,
        response: { 200: MutedWord },
      },
    },
    (req) => updateMutedWord(ctx, req.viewer, req.params.id, req.body),
  );

  app.delete(
    '/muted-words/:id',
    {
      config: { caller: 'member' },
      schema: {
        tags: ['Muted words'],
        summary: 'Unmute a word',
        params: MutedWordParams,
        response: { 204: z.null() },
      },
    },
    async (req, reply) => {
      await unmuteWord(ctx, req.viewer, req.params.id);
      return reply.status(204).send(null);
    },
  );
}
