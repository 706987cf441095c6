import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import {
  Answered,
  HeldOpeningList,
  OpeningBody,
  RefusalBody,
  ShareBody,
  StaffOpeningList,
} from './schemas.ts';
import { giveShare, listForHolder, listForStaff, refuseOpening, requestOpening } from './service.ts';

const Id = z.strictObject({ id: Uuid });
const ended = ['board_opening_ended', 'board_opening_answered'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/boards/holder/openings',
    {
      config: { caller: 'member', problems: { 404: ['board_not_holder'] } },
      schema: {
        tags: ['Boards'],
        summary: 'List openings of identities, as a holder of a key',
        response: { 200: HeldOpeningList },
      },
    },
    ({ viewer }) => listForHolder(ctx, viewer),
  );
  app.post(
    '/boards/holder/openings/:id/share',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['board_share_wrong'],
          403: ['board_own_opening'],
          404: ['board_not_holder', 'board_opening_not_found'],
          409: [...ended, 'board_identity_erased'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Give my share: the second one opens the identity',
        params: Id,
        body: ShareBody,
        response: { 200: Answered },
      },
    },
    ({ viewer, origin, params, body }) => giveShare(ctx, { viewer, origin }, params.id, body.share),
  );
  app.post(
    '/boards/holder/openings/:id/refusal',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['board_own_opening'],
          404: ['board_not_holder', 'board_opening_not_found'],
          409: ended,
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Refuse an opening',
        params: Id,
        body: RefusalBody,
        response: { 200: Answered },
      },
    },
    ({ viewer, origin, params, body }) => refuseOpening(ctx, { viewer, origin }, params.id, body.reason),
  );
  app.get(
    '/admin/boards/openings',
    {
      config: { permission: 'boards.open' },
      schema: {
        tags: ['Admin'],
        summary: 'List openings of identities, newest first',
        response: { 200: StaffOpeningList },
      },
    },
    ({ viewer }) => listForStaff(ctx, viewer),
  );
  app.post(
    '/admin/boards/openings',
    {
      config: {
        permission: 'boards.open',
        problems: {
          403: ['reauthentication_required'],
          404: ['board_post_not_found'],
          409: ['board_opening_exists', 'board_identity_erased'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Ask the holders of the keys who wrote a post',
        body: OpeningBody,
        response: { 201: StaffOpeningList },
      },
    },
    async ({ viewer, origin, body }, reply) =>
      reply.status(201).send(await requestOpening(ctx, { viewer, origin }, body)),
  );
}
