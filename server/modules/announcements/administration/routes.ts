import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import {
  AnnouncementDetails,
  AnnouncementsQuery,
  AnnouncementVersion,
  ChangedAnnouncement,
  ManagedAnnouncementPage,
  NewAnnouncement,
} from './schemas.ts';
import {
  changeAnnouncement,
  createAnnouncement,
  deleteDraft,
  endAnnouncement,
  getManagedAnnouncement,
  listManagedAnnouncements,
  publishAnnouncement,
} from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });
const notFound = ['announcement_not_found'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/announcements',
    {
      config: { permission: 'announcements.write', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List announcements in every state, newest first',
        querystring: AnnouncementsQuery,
        response: { 200: ManagedAnnouncementPage },
      },
    },
    ({ query }) => listManagedAnnouncements(ctx, query),
  );
  app.post(
    '/admin/announcements',
    {
      config: {
        permission: 'announcements.write',
        problems: { 409: ['too_many_announcements'], 422: ['unknown_university'] },
      },
      schema: {
        tags,
        summary: 'Write the draft of an announcement',
        body: NewAnnouncement,
        response: { 201: AnnouncementDetails },
      },
    },
    async ({ viewer, origin, body }, reply) =>
      reply.status(201).send(await createAnnouncement(ctx, { viewer, origin }, body)),
  );
  app.get(
    '/admin/announcements/:id',
    {
      config: { permission: 'announcements.write', problems: { 404: notFound } },
      schema: {
        tags,
        summary: 'Get an announcement with its figures',
        params: Id,
        response: { 200: AnnouncementDetails },
      },
    },
    ({ params }) => getManagedAnnouncement(ctx, params.id),
  );
  app.put(
    '/admin/announcements/:id',
    {
      config: {
        permission: 'announcements.write',
        problems: {
          404: notFound,
          409: ['announcement_changed', 'announcement_ended'],
          422: ['announcement_incomplete', 'unknown_university'],
        },
      },
      schema: {
        tags,
        summary: 'Change an announcement that has not ended; the start of a live one stays',
        params: Id,
        body: ChangedAnnouncement,
        response: { 200: AnnouncementDetails },
      },
    },
    ({ viewer, origin, params, body }) => changeAnnouncement(ctx, { viewer, origin }, params.id, body),
  );
  app.delete(
    '/admin/announcements/:id',
    {
      config: {
        permission: 'announcements.write',
        problems: { 404: notFound, 409: ['announcement_not_draft'] },
      },
      schema: { tags, summary: 'Delete a draft', params: Id, response: { 204: z.null() } },
    },
    async ({ viewer, origin, params }, reply) => {
      await deleteDraft(ctx, { viewer, origin }, params.id);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/admin/announcements/:id/published',
    {
      config: {
        permission: 'announcements.write',
        problems: {
          404: notFound,
          409: ['announcement_changed', 'announcement_not_draft'],
          422: ['announcement_incomplete'],
        },
      },
      schema: {
        tags,
        summary: 'Publish a draft: at its start, or now if that has passed or is not set',
        params: Id,
        body: AnnouncementVersion,
        response: { 200: AnnouncementDetails },
      },
    },
    ({ viewer, origin, params, body }) =>
      publishAnnouncement(ctx, { viewer, origin }, params.id, body.basedOn),
  );
  app.put(
    '/admin/announcements/:id/ended',
    {
      config: {
        permission: 'announcements.write',
        problems: {
          404: notFound,
          409: ['announcement_changed', 'announcement_not_published', 'announcement_ended'],
        },
      },
      schema: {
        tags,
        summary: 'End a live announcement now, or make a draft of a scheduled one',
        params: Id,
        body: AnnouncementVersion,
        response: { 200: AnnouncementDetails },
      },
    },
    ({ viewer, origin, params, body }) => endAnnouncement(ctx, { viewer, origin }, params.id, body.basedOn),
  );
}
