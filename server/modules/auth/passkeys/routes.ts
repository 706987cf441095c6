import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { SignedIn } from '../schemas.ts';
import { deviceTokenOf, signedInResponse } from '../session-response.ts';
import {
  Passkey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyName,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from './schemas.ts';
import {
  addPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
  startPasskey,
  startPasskeySignIn,
} from './service.ts';

const tags = ['Auth'];
const PasskeyParams = z.strictObject({ id: Uuid });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/auth/passkeys',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'List my passkeys', response: { 200: pageOf(Passkey) } },
    },
    (request) => listPasskeys(ctx, request.viewer),
  );

  app.post(
    '/auth/passkeys/options',
    {
      config: {
        caller: 'member',
        problems: { 403: ['reauthentication_required'], 409: ['too_many_passkeys'] },
      },
      schema: {
        tags,
        summary: 'Get what a browser needs to create a passkey',
        description:
          'WebAuthn JSON, for `startRegistration` of `@simplewebauthn/browser`. Valid for five minutes.',
        response: { 200: PasskeyCreationOptions },
      },
    },
    (request) => startPasskey(ctx, request.viewer),
  );

  app.post(
    '/auth/passkeys',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['reauthentication_required'],
          409: ['too_many_passkeys'],
          422: ['passkey_invalid', 'too_many_combining_marks'],
        },
      },
      schema: {
        tags,
        summary: 'Add the passkey that the browser created',
        description: 'The body is what `startRegistration` returned, with a name if the member chose one.',
        body: PasskeyRegistration.extend({ name: PasskeyName.optional() }),
        response: { 201: Passkey },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await addPasskey(ctx, request.viewer, request.body, request.origin)),
  );

  app.patch(
    '/auth/passkeys/:id',
    {
      config: {
        caller: 'member',
        problems: { 404: ['passkey_not_found'], 422: ['too_many_combining_marks'] },
      },
      schema: {
        tags,
        summary: 'Rename a passkey',
        params: PasskeyParams,
        body: z.strictObject({ name: PasskeyName }),
        response: { 200: Passkey },
      },
    },
    (request) => renamePasskey(ctx, request.viewer, request.params.id, request.body.name),
  );

  app.delete(
    '/auth/passkeys/:id',
    {
      config: {
        caller: 'member',
        problems: { 403: ['reauthentication_required'], 404: ['passkey_not_found'] },
      },
      schema: {
        tags,
        summary: 'Remove a passkey; ends the other sessions that used it',
        params: PasskeyParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removePasskey(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/auth/login/passkey/options',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Get what a browser needs to show a passkey',
        description:
          'WebAuthn JSON, for `startAuthentication` of `@simplewebauthn/browser`. For a sign-in and for a re-authentication. Valid for five minutes.',
        response: { 200: PasskeyRequestOptions },
      },
    },
    () => startPasskeySignIn(ctx),
  );

  app.post(
    '/auth/login/passkey',
    {
      config: {
        caller: 'anyone',
        problems: {
          401: ['invalid_credentials'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Sign in with a passkey',
        description:
          'The body is what `startAuthentication` returned. A passkey counts as password and second factor.',
        body: PasskeyAssertion.extend({ deviceName: z.string().max(100).optional() }),
        response: { 200: SignedIn },
      },
    },
    async (request, reply) =>
      signedInResponse(
        ctx,
        request,
        reply,
        await signInWithPasskey(ctx, request.body, request.origin, deviceTokenOf(request)),
      ),
  );
}
