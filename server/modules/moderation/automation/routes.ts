import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import {
  AutomaticRuleDetails,
  AutomaticRules,
  ChangedAutomaticRule,
  NewAutomaticRule,
  Rehearsal,
  VersionBody,
} from './schemas.ts';
import {
  changeAutomaticRule,
  createAutomaticRule,
  getAutomaticRule,
  getRehearsal,
  listAutomaticRules,
  startRehearsal,
  switchOff,
  switchOn,
} from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });
const notFound = ['automatic_rule_not_found'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/automatic-rules',
    {
      config: { permission: 'rules.read' },
      schema: {
        tags,
        summary: 'List the automatic rules with their state and figures',
        response: { 200: AutomaticRules },
      },
    },
    () => listAutomaticRules(ctx),
  );
  app.get(
    '/admin/automatic-rules/:id',
    {
      config: { permission: 'rules.read', problems: { 404: notFound } },
      schema: {
        tags,
        summary: 'Get an automatic rule with all its versions',
        params: Id,
        response: { 200: AutomaticRuleDetails },
      },
    },
    ({ params }) => getAutomaticRule(ctx, params.id),
  );
  app.post(
    '/admin/automatic-rules',
    {
      config: { permission: 'rules.write', problems: { 422: ['rule_syntax', 'unknown_rule'] } },
      schema: {
        tags,
        summary: 'Write an automatic rule; it acts only after a rehearsal, once it is switched on',
        body: NewAutomaticRule,
        response: { 201: AutomaticRuleDetails },
      },
    },
    async ({ viewer, body, origin }, reply) =>
      reply.status(201).send(await createAutomaticRule(ctx, viewer, body, origin)),
  );
  app.put(
    '/admin/automatic-rules/:id',
    {
      config: {
        permission: 'rules.write',
        problems: { 404: notFound, 409: ['automatic_rule_changed'], 422: ['rule_syntax', 'unknown_rule'] },
      },
      schema: {
        tags,
        summary: 'Write another version of an automatic rule; the one that is on goes on',
        params: Id,
        body: ChangedAutomaticRule,
        response: { 200: AutomaticRuleDetails },
      },
    },
    ({ viewer, params, body, origin }) => changeAutomaticRule(ctx, viewer, params.id, body, origin),
  );
  app.get(
    '/admin/automatic-rules/:id/rehearsal',
    {
      config: { permission: 'rules.read', problems: { 404: [...notFound, 'rehearsal_not_found'] } },
      schema: {
        tags,
        summary: 'Get the last rehearsal of the newest version, with its progress',
        params: Id,
        response: { 200: Rehearsal },
      },
    },
    ({ viewer, params }) => getRehearsal(ctx, viewer, params.id),
  );
  app.post(
    '/admin/automatic-rules/:id/rehearsal',
    {
      config: {
        permission: 'rules.write',
        problems: { 404: notFound, 409: ['automatic_rule_changed', 'rehearsal_in_progress'] },
      },
      schema: {
        tags,
        summary: 'Rehearse the newest version on the posts of the last 30 days',
        params: Id,
        body: VersionBody,
        response: { 201: Rehearsal },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(201).send(await startRehearsal(ctx, viewer, params.id, body.version, origin)),
  );
  app.put(
    '/admin/automatic-rules/:id/on',
    {
      config: {
        permission: 'rules.write',
        problems: {
          403: ['reauthentication_required'],
          404: notFound,
          409: ['automatic_rule_changed', 'rehearsal_required'],
        },
      },
      schema: {
        tags,
        summary: 'Switch the newest version of an automatic rule on, after its rehearsal',
        params: Id,
        body: VersionBody,
        response: { 200: AutomaticRuleDetails },
      },
    },
    ({ viewer, params, body, origin }) => switchOn(ctx, viewer, params.id, body.version, origin),
  );
  app.delete(
    '/admin/automatic-rules/:id/on',
    {
      config: { permission: 'rules.write', problems: { 404: notFound } },
      schema: {
        tags,
        summary: 'Switch an automatic rule off',
        params: Id,
        response: { 200: AutomaticRuleDetails },
      },
    },
    ({ viewer, params, origin }) => switchOff(ctx, viewer, params.id, origin),
  );
}
