import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import {
  claimRegistration,
  decideRegistrations,
  listWaiting,
  registrationFigures,
  releaseRegistration,
  undoDecisions,
} from './decisions.ts';
import {
  ApplicationBody,
  DecisionResults,
  DecisionsBody,
  ObjectionBody,
  OwnApplication,
  RegistrationFigures,
  UndoBody,
  WaitingQuery,
  WaitingRegistration,
  WaitingRegistrationPage,
} from './schemas.ts';
import { changeApplication, objectToRefusal, ownApplication, withdrawApplication } from './service.ts';

const Id = z.strictObject({ id: Uuid });
const admin = ['Admin'];
const actProblems = {
  403: ['forbidden'],
  404: ['registration_not_found'],
  409: ['registration_claimed', 'registration_decided'],
  422: ['own_invitee', 'own_refusal'],
};

export function routes(app: App, ctx: Context): void {
  own(app, ctx);
  staff(app, ctx);
}

/** What somebody who waits may do, and who was refused. */
function own(app: App, ctx: Context): void {
  const caller = { caller: 'member', alsoFor: ['waiting'] } as const;
  const tags = ['Auth'];
  app.get(
    '/auth/application',
    {
      config: caller,
      schema: { tags, summary: 'Get my registration while it waits', response: { 200: OwnApplication } },
    },
    (request) => ownApplication(ctx, request.viewer),
  );
  app.patch(
    '/auth/application',
    {
      config: {
        ...caller,
        problems: { 409: ['not_waiting'], 422: ['too_many_combining_marks'] },
      },
      schema: {
        tags,
        summary: 'Change the name and answer of my registration while it waits',
        body: ApplicationBody,
        response: { 200: OwnApplication },
      },
    },
    ({ viewer, body }) => changeApplication(ctx, viewer, body),
  );
  app.delete(
    '/auth/application',
    {
      config: { ...caller, problems: { 409: ['not_waiting'] } },
      schema: {
        tags,
        summary: 'Take my registration back, which erases it',
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin }, reply) => {
      await withdrawApplication(ctx, viewer, origin);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/auth/application/objection',
    {
      config: { ...caller, problems: { 409: ['not_waiting', 'already_objected'] } },
      schema: {
        tags,
        summary: 'Answer the refusal of my registration, once',
        body: ObjectionBody,
        response: { 200: OwnApplication },
      },
    },
    ({ viewer, body, origin }) => objectToRefusal(ctx, viewer, body.objection, origin),
  );
}

function staff(app: App, ctx: Context): void {
  const permission = 'registrations.approve';
  app.get(
    '/admin/registrations',
    {
      config: { permission, problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: admin,
        summary: 'List registrations that wait for a decision, oldest first',
        querystring: WaitingQuery,
        response: { 200: WaitingRegistrationPage },
      },
    },
    ({ viewer, query }) => listWaiting(ctx, viewer, query),
  );
  app.get(
    '/admin/registrations/figures',
    {
      config: { permission },
      schema: {
        tags: admin,
        summary: 'Count registrations that wait, and how long decisions take',
        response: { 200: RegistrationFigures },
      },
    },
    ({ viewer }) => registrationFigures(ctx, viewer),
  );
  app.put(
    '/admin/registrations/:id/claim',
    {
      config: { permission, problems: actProblems },
      schema: {
        tags: admin,
        summary: 'Claim a registration for 15 minutes',
        params: Id,
        response: { 200: WaitingRegistration },
      },
    },
    ({ viewer, params, origin }) => claimRegistration(ctx, viewer, params.id, origin),
  );
  app.delete(
    '/admin/registrations/:id/claim',
    {
      config: { permission, problems: actProblems },
      schema: {
        tags: admin,
        summary: 'Release a registration that I claimed',
        params: Id,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, origin }, reply) => {
      await releaseRegistration(ctx, viewer, params.id, origin);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/admin/registrations/decisions',
    {
      config: { permission, problems: actProblems },
      schema: {
        tags: admin,
        summary: 'Approve or refuse registrations; takes effect after ten seconds',
        description:
          'Each on its own: of several, those that cannot be decided have a `code`; of one alone, the response is the problem.',
        body: DecisionsBody,
        response: { 200: DecisionResults },
      },
    },
    ({ viewer, body, origin }) => decideRegistrations(ctx, viewer, body, origin),
  );
  app.post(
    '/admin/registrations/decisions/undo',
    {
      config: { permission, problems: { 409: ['undo_too_late'] } },
      schema: {
        tags: admin,
        summary: 'Take my decisions back that have not taken effect',
        body: UndoBody,
        response: { 200: DecisionResults },
      },
    },
    ({ viewer, body, origin }) => undoDecisions(ctx, viewer, body.ids, origin),
  );
}
