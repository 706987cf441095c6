import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { auth } from '../../auth/index.ts';
import { requireRight } from '../../social/index.ts';
import { getTrust } from '../trust/service.ts';

const Person = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
const Invitation = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'used', 'expired', 'revoked']),
    uses: z.number().int(),
    maxUses: z.number().int(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    joined: z.array(Person).describe('Those who agreed that I learn that they joined'),
  })
  .meta({ id: 'Invitation' });
const InvitationPage = pageOf(Invitation).extend({
  limit: z.number().int().describe('How many people I may invite within 30 days at my level of trust'),
  left: z.number().int().describe('How many of them I may invite now'),
  isLost: z.boolean().describe('Whether I may not invite, because of those whom I invited'),
  rule: z
    .object({ suspended: z.number().int(), days: z.number().int() })
    .describe('Who invited so many people in this time who are suspended may not invite'),
});
const NewInvitation = z.strictObject({ maxUses: z.number().int().min(1).max(5).default(1) });
const tags = ['Account'];

/** The level of trust that counts for invitations. It is off with the rate limits, as for other rights. */
async function levelOf(ctx: Context, viewer: Parameters<typeof getTrust>[1]): Promise<number> {
  const { level, maxLevel } = await getTrust(ctx, viewer);
  return ctx.config.rateLimits ? level : maxLevel;
}

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me/invitations',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List my invitations to the campus, newest first',
        querystring: PageQuery,
        response: { 200: InvitationPage },
      },
    },
    async ({ viewer, query }) => auth.ownInvitations(ctx, viewer, await levelOf(ctx, viewer), query),
  );
  app.post(
    '/users/me/invitations',
    {
      config: {
        caller: 'member',
        problems: { 403: ['invitations_lost', 'trust_too_low'], 422: ['invitation_limit'] },
      },
      schema: {
        tags,
        summary: 'Make a link that invites people to the campus',
        description: 'The code is in this response alone. It is valid for 14 days.',
        body: NewInvitation,
        response: { 201: z.object({ invitation: Invitation, code: z.string(), url: z.string() }) },
      },
    },
    async ({ viewer, body, origin }, reply) => {
      const level = await levelOf(ctx, viewer);
      await requireRight(ctx, viewer, 'campus_invitations');
      const made = await auth.createInvitation(ctx, viewer, body, level, origin);
      return reply.status(201).send({ ...made, url: `${ctx.config.publicUrl}/register?invite=${made.code}` });
    },
  );
  app.delete(
    '/users/me/invitations/:id',
    {
      config: { caller: 'member', problems: { 404: ['invitation_not_found'] } },
      schema: {
        tags,
        summary: 'Revoke one of my invitations; who has joined stays',
        params: z.strictObject({ id: Uuid }),
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, origin }, reply) => {
      await auth.revokeOwnInvitation(ctx, viewer, params.id, origin);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/users/me/inviter',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Get who invited me, in my first month here',
        response: { 200: z.object({ inviter: Person.nullable() }) },
      },
    },
    async ({ viewer }) => ({ inviter: await auth.ownInviter(ctx, viewer) }),
  );
}
