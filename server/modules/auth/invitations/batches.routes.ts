import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import {
  BatchBody,
  BatchId,
  BatchPage,
  BatchQuery,
  Preview,
  PreviewBody,
  StaffInvitationPage,
} from './batches.schemas.ts';
import {
  createBatch,
  listBatches,
  listInvitationsOfBatch,
  previewBatch,
  resendInvitation,
  revokeStaffInvitation,
  revokeWholeBatch,
} from './batches.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  const permission = 'invitations.write';
  app.post(
    '/admin/invitation-batches/preview',
    {
      config: { permission },
      schema: {
        tags,
        summary: 'Preview which addresses of a list can be invited, and why others cannot',
        body: PreviewBody,
        response: { 200: Preview },
      },
    },
    ({ viewer, body }) => previewBatch(ctx, viewer, body.addresses),
  );
  app.post(
    '/admin/invitation-batches',
    {
      config: { permission, problems: { 422: ['nothing_to_invite'] } },
      schema: {
        tags,
        summary: 'Invite addresses by email',
        body: BatchBody,
        response: { 201: z.object({ id: z.string(), preview: Preview }) },
      },
    },
    async ({ viewer, origin, body }, reply) =>
      reply.status(201).send(await createBatch(ctx, { viewer, origin }, body)),
  );
  app.get(
    '/admin/invitation-batches',
    {
      config: { permission, problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List batches of invitations, newest first',
        querystring: BatchQuery,
        response: { 200: BatchPage },
      },
    },
    ({ viewer, query }) => listBatches(ctx, viewer, query),
  );
  app.get(
    '/admin/invitation-batches/:id',
    {
      config: { permission, problems: { 400: ['invalid_cursor'], 404: ['batch_not_found'] } },
      schema: {
        tags,
        summary: 'List the invitations of a batch with their state',
        params: BatchId,
        querystring: BatchQuery,
        response: { 200: StaffInvitationPage },
      },
    },
    ({ viewer, params, query }) => listInvitationsOfBatch(ctx, viewer, params.id, query),
  );
  app.delete(
    '/admin/invitation-batches/:id',
    {
      config: { permission, problems: { 404: ['batch_not_found'] } },
      schema: {
        tags,
        summary: 'Revoke the invitations of a batch; who has joined stays',
        params: BatchId,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await revokeWholeBatch(ctx, { viewer, origin }, params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/admin/invitations/:id/resend',
    {
      config: { permission, problems: { 404: ['invitation_not_found'] } },
      schema: {
        tags,
        summary: 'Mail an invitation again, with a new link',
        params: BatchId,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await resendInvitation(ctx, { viewer, origin }, params.id);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/admin/invitations/:id',
    {
      config: { permission, problems: { 404: ['invitation_not_found'] } },
      schema: {
        tags,
        summary: 'Revoke an invitation of staff',
        params: BatchId,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await revokeStaffInvitation(ctx, { viewer, origin }, params.id);
      return reply.status(204).send(null);
    },
  );
}
