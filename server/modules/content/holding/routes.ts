import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { DraftParams } from '../drafts/schemas.ts';
import { publishProblems } from '../publishing.ts';
import { NewPost, Post } from '../schemas.ts';
import {
  HeldPost,
  HeldPostPage,
  HeldPostParams,
  UndonePost,
  WritingPreferences,
  WritingPreferencesChange,
} from './schemas.ts';
import {
  changeWritingPreferences,
  heldPosts,
  hold,
  holdDraft,
  isHeld,
  publishHeldNow,
  undo,
  writingPreferences,
} from './service.ts';

const tags = ['Posts'];
const response = { 201: Post, 202: HeldPost };
const description =
  'Held for as long as its author’s preferences say, then published, whether or not anybody asks for it again; where they want no such time, it is published at once and answered with 201.';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/held-posts',
    {
      config: { caller: 'member', problems: publishProblems() },
      schema: {
        tags,
        summary: 'Publish a post that can be taken back for some seconds',
        description,
        body: NewPost,
        response,
      },
    },
    async (req, reply) => {
      const made = await hold(ctx, req.viewer, req.body, req.idempotencyKey);
      return isHeld(made) ? reply.status(202).send(made) : reply.status(201).send(made);
    },
  );

  app.post(
    '/drafts/:id/hold',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['draft_not_found'] }) },
      schema: {
        tags,
        summary: 'As POST /held-posts, of a draft',
        description,
        params: DraftParams,
        response,
      },
    },
    async (req, reply) => {
      const made = await holdDraft(ctx, req.viewer, req.params.id, req.idempotencyKey);
      return isHeld(made) ? reply.status(202).send(made) : reply.status(201).send(made);
    },
  );

  app.get(
    '/held-posts',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'One’s posts that are not out yet and can still be taken back',
        response: { 200: HeldPostPage },
      },
    },
    (req) => heldPosts(ctx, req.viewer),
  );

  app.delete(
    '/held-posts/:id',
    {
      config: { caller: 'member', problems: { 404: ['held_post_not_found'] } },
      schema: {
        tags,
        summary: 'Take a post back before it is out; what was written becomes a draft',
        params: HeldPostParams,
        response: { 200: UndonePost },
      },
    },
    (req) => undo(ctx, req.viewer, req.params.id),
  );

  app.post(
    '/held-posts/:id/publish',
    {
      config: { caller: 'member', problems: publishProblems({ 404: ['held_post_not_found'] }) },
      schema: {
        tags,
        summary: 'Publish a held post at once',
        params: HeldPostParams,
        response: { 201: Post },
      },
    },
    async (req, reply) => reply.status(201).send(await publishHeldNow(ctx, req.viewer, req.params.id)),
  );

  app.get(
    '/writing-preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'How one’s posts are sent', response: { 200: WritingPreferences } },
    },
    (req) => writingPreferences(ctx, req.viewer),
  );

  app.patch(
    '/writing-preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change how one’s posts are sent',
        body: WritingPreferencesChange,
        response: { 200: WritingPreferences },
      },
    },
    (req) => changeWritingPreferences(ctx, req.viewer, req.body),
  );
}
