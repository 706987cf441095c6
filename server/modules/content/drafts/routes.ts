import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { publishProblems } from '../publish-problems.ts';
import { Post } from '../schemas.ts';
import { Draft, DraftChange, DraftPage, DraftParams, NewDraft } from './schemas.ts';
import { createDraft, discardDraft, draft, listDrafts, publishDraft, saveDraft } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/drafts',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character', 'invalid_idempotency_key'],
          422: ['too_many_drafts', 'draft_too_large', 'idempotency_key_reused'],
        },
      },
      schema: { tags: ['Drafts'], summary: 'Create a draft', body: NewDraft, response: { 201: Draft } },
    },
    async (req, reply) =>
      reply.status(201).send(await createDraft(ctx, req.viewer, req.body, req.idempotencyKey)),
  );

  app.get(
    '/drafts',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Drafts'],
        summary: 'List my drafts, newest first',
        querystring: PageQuery,
        response: { 200: DraftPage },
      },
    },
    (req) => listDrafts(ctx, req.viewer, req.query),
  );

  app.get(
    '/drafts/:id',
    {
      config: { caller: 'member', problems: { 404: ['draft_not_found'] } },
      schema: { tags: ['Drafts'], summary: 'Get a draft', params: DraftParams, response: { 200: Draft } },
    },
    (req) => draft(ctx, req.viewer, req.params.id),
  );

  app.put(
    '/drafts/:id',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          404: ['draft_not_found'],
          409: ['draft_changed'],
          422: ['draft_too_large'],
        },
      },
      schema: {
        tags: ['Drafts'],
        summary: 'Save a draft, if it has not changed since it was read',
        params: DraftParams,
        body: DraftChange,
        response: { 200: Draft },
      },
    },
    (req) => saveDraft(ctx, req.viewer, req.params.id, req.body),
  );

  app.delete(
    '/drafts/:id',
    {
      config: { caller: 'member', problems: { 404: ['draft_not_found'] } },
      schema: {
        tags: ['Drafts'],
        summary: 'Delete a draft',
        params: DraftParams,
        response: { 204: z.null() },
      },
    },
    async (req, reply) => {
      await discardDraft(ctx, req.viewer, req.params.id);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/drafts/:id/publish',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['draft_not_found'] }) },
      schema: {
        tags: ['Drafts'],
        summary: 'Publish a draft',
        params: DraftParams,
        response: { 201: Post },
      },
    },
    async (req, reply) =>
      reply.status(201).send(await publishDraft(ctx, req.viewer, req.params.id, req.idempotencyKey)),
  );
}
