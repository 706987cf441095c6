import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { DraftParams } from '../drafts/schemas.ts';
import { publishProblems } from '../publish-problems.ts';
import { NewPost, Post } from '../schemas.ts';
import {
  PendingPost,
  PendingPostPage,
  PendingPostParams,
  PendingPostUndo,
  WritingPreferences,
  WritingPreferencesChange,
} from './schemas.ts';
import {
  createPendingPost,
  createPendingPostFromDraft,
  getWritingPreferences,
  isPendingPost,
  listPendingPosts,
  publishPendingNow,
  undoPendingPost,
  updateWritingPreferences,
} from './service.ts';

const tags = ['Posts'];
const response = { 201: Post, 202: PendingPost };
const description =
  'The post is pending for the author’s undo window, then it is published, without any further request. Without an undo window it is published at once, and the response is 201.';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/pending-posts',
    {
      config: { caller: 'member', problems: publishProblems() },
      schema: {
        tags,
        summary: 'Publish a post with an undo window',
        description,
        body: NewPost,
        response,
      },
    },
    async (req, reply) => {
      const result = await createPendingPost(ctx, req.viewer, req.body, req.idempotencyKey);
      return isPendingPost(result) ? reply.status(202).send(result) : reply.status(201).send(result);
    },
  );

  app.post(
    '/drafts/:id/pending',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['draft_not_found'] }) },
      schema: {
        tags,
        summary: 'Publish a draft with an undo window',
        description,
        params: DraftParams,
        response,
      },
    },
    async (req, reply) => {
      const result = await createPendingPostFromDraft(ctx, req.viewer, req.params.id, req.idempotencyKey);
      return isPendingPost(result) ? reply.status(202).send(result) : reply.status(201).send(result);
    },
  );

  app.get(
    '/pending-posts',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'List my pending posts',
        response: { 200: PendingPostPage },
      },
    },
    (req) => listPendingPosts(ctx, req.viewer),
  );

  app.delete(
    '/pending-posts/:id',
    {
      config: { caller: 'member', problems: { 404: ['pending_post_not_found'] } },
      schema: {
        tags,
        summary: 'Undo a pending post; it becomes a draft',
        params: PendingPostParams,
        response: { 200: PendingPostUndo },
      },
    },
    (req) => undoPendingPost(ctx, req.viewer, req.params.id),
  );

  app.post(
    '/pending-posts/:id/publish',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['pending_post_not_found'] }) },
      schema: {
        tags,
        summary: 'Publish a pending post now',
        params: PendingPostParams,
        response: { 201: Post },
      },
    },
    async (req, reply) => reply.status(201).send(await publishPendingNow(ctx, req.viewer, req.params.id)),
  );

  app.get(
    '/writing-preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'Get my writing preferences', response: { 200: WritingPreferences } },
    },
    (req) => getWritingPreferences(ctx, req.viewer),
  );

  app.patch(
    '/writing-preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change my writing preferences',
        body: WritingPreferencesChange,
        response: { 200: WritingPreferences },
      },
    },
    (req) => updateWritingPreferences(ctx, req.viewer, req.body),
  );
}
