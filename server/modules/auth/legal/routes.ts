import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { BLANKS } from './blanks.ts';
import {
  Acceptances,
  AcceptedTexts,
  BlankBody,
  Document,
  LegalText,
  LegalTextList,
  LegalTextQuery,
  ManagedLegalText,
  ManagedLegalTexts,
  NewVersionBody,
} from './schemas.ts';
import {
  acceptTexts,
  getLegalText,
  getManagedText,
  getManagedTexts,
  listAcceptances,
  listLegalTexts,
  publishVersion,
  securityTxt,
  setBlank,
} from './service.ts';

const tags = ['Legal'];
const DocumentParams = z.strictObject({ document: Document });
const BlankParams = z.strictObject({ name: z.enum(BLANKS.map(({ name }) => name)) });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/legal/texts',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'List the campus’s legal texts with their current versions',
        response: { 200: LegalTextList },
      },
    },
    () => listLegalTexts(ctx),
  );

  app.get(
    '/legal/texts/:document',
    {
      config: { caller: 'anyone', problems: { 404: ['legal_text_not_found'] } },
      schema: {
        tags,
        summary: 'Get a legal text, such as the privacy notice or the terms',
        params: DocumentParams,
        querystring: LegalTextQuery,
        response: { 200: LegalText },
      },
    },
    (request) => getLegalText(ctx, request.params.document, request.query),
  );

  app.get(
    '/legal/security.txt',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Get the campus’s security.txt (RFC 9116), also at /.well-known/security.txt',
        response: { 200: z.string() },
      },
    },
    async (_request, reply) => {
      reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=3600');
      return securityTxt(ctx);
    },
  );

  app.get(
    '/users/me/acceptances',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'List which versions of the terms and rules I accepted, and when',
        response: { 200: Acceptances },
      },
    },
    (request) => listAcceptances(ctx, request.viewer.id),
  );

  app.put(
    '/users/me/acceptances',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Accept versions of the terms and rules',
        body: AcceptedTexts,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await acceptTexts(ctx, request.viewer, request.body);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/admin/legal/texts',
    {
      config: { permission: 'legal.write' },
      schema: {
        tags: ['Admin'],
        summary: 'List the legal texts and their blanks',
        response: { 200: ManagedLegalTexts },
      },
    },
    () => getManagedTexts(ctx),
  );

  app.get(
    '/admin/legal/texts/:document',
    {
      config: { permission: 'legal.write', problems: { 404: ['legal_text_not_found'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Get a legal text with its blanks, to edit it',
        params: DocumentParams,
        response: { 200: ManagedLegalText },
      },
    },
    (request) => getManagedText(ctx, request.params.document),
  );

  app.post(
    '/admin/legal/texts/:document',
    {
      config: {
        permission: 'legal.write',
        problems: {
          403: ['reauthentication_required'],
          404: ['legal_text_not_found'],
          409: ['legal_text_changed'],
          422: ['unknown_blank'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Publish a new version of a legal text',
        params: DocumentParams,
        body: NewVersionBody,
        response: { 201: z.object({ version: z.number().int() }) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await publishVersion(ctx, request, request.params.document, request.body)),
  );

  app.put(
    '/admin/legal/blanks/:name',
    {
      config: { permission: 'legal.write' },
      schema: {
        tags: ['Admin'],
        summary: 'Fill in a blank of the legal texts',
        params: BlankParams,
        body: BlankBody,
        response: { 200: ManagedLegalTexts },
      },
    },
    (request) => setBlank(ctx, request, request.params.name, request.body),
  );
}
