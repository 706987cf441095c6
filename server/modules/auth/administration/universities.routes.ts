import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { previewAddress } from './preview-address.ts';
import {
  AddressPreview,
  AddressPreviewBody,
  ManagedUniversity,
  NewRule,
  RuleChange,
  UniversityChange,
  UniversityDetail,
  UniversityQuery,
} from './schemas.ts';
import {
  addUniversityRule,
  changeUniversityRule,
  getUniversity,
  removeUniversityRule,
  searchUniversities,
  setUniversity,
} from './universities.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });
const RuleId = z.strictObject({ id: Uuid, ruleId: Uuid });

export function universities(app: App, ctx: Context): void {
  app.get(
    '/admin/universities',
    {
      config: { permission: 'universities.write', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List universities with their rules, closed ones included',
        querystring: UniversityQuery,
        response: { 200: pageOf(ManagedUniversity) },
      },
    },
    (request) => searchUniversities(ctx, request.query),
  );
  app.get(
    '/admin/universities/:id',
    {
      config: { permission: 'universities.write', problems: { 404: ['university_not_found'] } },
      schema: {
        tags,
        summary: 'Get a university with its rules and number of members',
        params: Id,
        response: { 200: UniversityDetail },
      },
    },
    (request) => getUniversity(ctx, request.params.id),
  );
  app.post(
    '/admin/universities/preview-address',
    {
      config: { permission: 'universities.write' },
      schema: {
        tags,
        summary: 'Preview whether an address may register, and why',
        body: AddressPreviewBody,
        response: { 200: AddressPreview },
      },
    },
    (request) => previewAddress(ctx, request.body),
  );
  app.patch(
    '/admin/universities/:id',
    {
      config: {
        permission: 'universities.write',
        problems: { 404: ['university_not_found'], 422: ['no_rules'] },
      },
      schema: {
        tags,
        summary: 'Open or close a university, or set how its people register',
        params: Id,
        body: UniversityChange,
        response: { 200: ManagedUniversity },
      },
    },
    (request) => setUniversity(ctx, request, request.params.id, request.body),
  );
  app.post(
    '/admin/universities/:id/rules',
    {
      config: {
        permission: 'universities.write',
        problems: {
          404: ['university_not_found'],
          409: ['rule_exists', 'mailbox_conflict'],
          422: ['domain_too_broad'],
        },
      },
      schema: {
        tags,
        summary: 'Add a registration rule; opens the university',
        params: Id,
        body: NewRule,
        response: { 201: ManagedUniversity },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await addUniversityRule(ctx, request, request.params.id, request.body)),
  );
  app.patch(
    '/admin/universities/:id/rules/:ruleId',
    {
      config: {
        permission: 'universities.write',
        problems: {
          404: ['university_not_found', 'rule_not_found'],
          409: ['rule_exists', 'mailbox_conflict'],
          422: ['domain_too_broad'],
        },
      },
      schema: {
        tags,
        summary: 'Change a registration rule',
        params: RuleId,
        body: RuleChange,
        response: { 200: ManagedUniversity },
      },
    },
    ({ viewer, origin, params, body }) =>
      changeUniversityRule(ctx, { viewer, origin }, params.id, params.ruleId, body),
  );
  app.delete(
    '/admin/universities/:id/rules/:ruleId',
    {
      config: {
        permission: 'universities.write',
        problems: { 404: ['university_not_found', 'rule_not_found'], 409: ['mailbox_conflict'] },
      },
      schema: {
        tags,
        summary: 'Remove a registration rule; removing the last one closes the university',
        params: RuleId,
        response: { 200: ManagedUniversity },
      },
    },
    ({ viewer, origin, params }) => removeUniversityRule(ctx, { viewer, origin }, params.id, params.ruleId),
  );
}
