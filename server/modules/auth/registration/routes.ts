import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { Answer } from '../applications/schemas.ts';
import { InvitationCode } from '../invitations/schemas.ts';
import { AcceptedTexts } from '../legal/schemas.ts';
import { Email, MailedCode, OneTimeToken, Password, SignedIn, UniversityTr } from '../schemas.ts';
import { signedInResponse, usesCookies } from '../session-response.ts';
import { listUniversities } from '../universities/service.ts';
import { forgetBrowser, rememberBrowser, rememberedBrowser } from './browser-cookie.ts';
import { changePassword, forgotPassword, resetPassword } from './password-service.ts';
import { register } from './service.ts';
import { usernameAvailability } from './usernames.ts';
import { resend, verifyEmail } from './verification.ts';

const VerificationSent = z.object({ status: z.literal('verification_sent'), email: z.string() });
const Username = z.string().min(1, 'Choose a username.').max(40);
const DisplayName = z.string().min(1, 'Enter the name others see.').max(200);
const Locale = z
  .enum(['tr', 'en'])
  .optional()
  .describe('Language of the emails; by default that of the campus');
const RegisterBody = z.strictObject({
  email: Email,
  password: Password,
  username: Username,
  displayName: DisplayName,
  locale: Locale,
  acceptedTexts: AcceptedTexts.optional(),
  invitation: InvitationCode.optional(),
  tellInviter: z.boolean().optional().describe('Whether the member who invited me learns that I joined'),
  answer: Answer.optional(),
});
/** Chosen at the confirmation, in place of the registration's. */
const details = {
  password: Password.optional(),
  username: Username.optional(),
  displayName: DisplayName.optional(),
  locale: Locale,
  acceptedTexts: AcceptedTexts.optional(),
  invitation: InvitationCode.optional().describe(
    'Of another invitation, if that of the registration is no longer valid',
  ),
};
const VerifyBody = z.union([
  z.strictObject({ token: OneTimeToken, ...details }),
  z.strictObject({
    email: Email,
    code: MailedCode,
    ...details,
  }),
]);
const AddressBody = z.strictObject({ email: z.string().min(1).max(254) });
const University = z
  .object({
    id: z.uuid(),
    name: z.string(),
    nameTr: UniversityTr,
    country: z.string(),
    registrationMode: z
      .enum(['open', 'approval', 'invitation', 'closed'])
      .describe('How its people register now'),
    domains: z.array(
      z.object({ domain: z.string(), includeSubdomains: z.boolean(), prefixes: z.array(z.string()) }),
    ),
  })
  .meta({ id: 'University' });
const Availability = z.object({
  available: z.boolean(),
  problem: z.enum(['taken', 'too_short', 'too_long', 'bad_characters', 'reserved']).nullable(),
  suggestions: z.array(z.string()),
});
const tags = ['Auth'];
const Nothing = z.null();

export function routes(app: App, ctx: Context): void {
  app.get(
    '/auth/universities',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Search universities that may register',
        querystring: PageQuery.extend({ q: z.string().max(100).default('') }),
        response: { 200: pageOf(University) },
      },
    },
    (request) => listUniversities(ctx, request.query),
  );

  app.get(
    '/auth/username-available',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Check whether a username is available, with suggestions',
        querystring: z.strictObject({
          username: z.string().min(1).max(40),
          displayName: z.string().max(200).optional(),
        }),
        response: { 200: Availability },
      },
    },
    (request) => usernameAvailability(ctx, request.query),
  );

  app.post(
    '/auth/register',
    {
      config: {
        caller: 'anyone',
        problems: {
          403: ['feature_off', 'registration_closed'],
          409: ['username_taken'],
          422: [
            'university_not_allowed',
            'weak_password',
            'too_many_combining_marks',
            'invitation_required',
            'invitation_invalid',
          ],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Register with a university address',
        body: RegisterBody,
        response: { 202: VerificationSent },
      },
    },
    async (request, reply) => {
      await register(ctx, request.body, rememberBrowser(ctx, reply), request.origin);
      return reply.status(202).send({ status: 'verification_sent', email: request.body.email.trim() });
    },
  );

  app.post(
    '/auth/verify-email',
    {
      config: {
        caller: 'anyone',
        problems: {
          403: ['mailbox_suspended'],
          409: ['username_taken'],
          422: [
            'verification_failed',
            'verification_expired',
            'registration_details_required',
            'university_not_allowed',
            'weak_password',
            'invitation_invalid',
          ],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Verify the email by link or code, and sign in',
        description:
          'The account gets the registration’s password, username and name if the browser that registered confirms it (by its cookie), or if the caller keeps no cookies and no other registration of this address is pending. Otherwise the response is `registration_details_required` and nothing is used up: send the request again with `password`, `username` and `displayName`.',
        body: VerifyBody,
        response: { 200: SignedIn },
      },
    },
    async (request, reply) => {
      const entry = await verifyEmail(ctx, request.body, {
        origin: request.origin,
        browserHash: rememberedBrowser(ctx, request),
        keepsCookies: usesCookies(request),
      });
      forgetBrowser(ctx, reply);
      return signedInResponse(ctx, request, reply, entry);
    },
  );

  app.post(
    '/auth/verify-email/resend',
    {
      config: { caller: 'anyone' },
      schema: { tags, summary: 'Email a new link and code', body: AddressBody, response: { 202: Nothing } },
    },
    async (request, reply) => {
      await resend(ctx, request.body.email, rememberedBrowser(ctx, request), request.origin);
      return reply.status(202).send(null);
    },
  );

  app.post(
    '/auth/password/forgot',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Email a link to reset the password',
        body: AddressBody,
        response: { 202: Nothing },
      },
    },
    async (request, reply) => {
      await forgotPassword(ctx, request.body.email, request.origin);
      return reply.status(202).send(null);
    },
  );

  app.post(
    '/auth/password/reset',
    {
      config: { caller: 'anyone', problems: { 422: ['link_invalid', 'weak_password'] } },
      schema: {
        tags,
        summary: 'Reset the password with the emailed link; ends all sessions',
        body: z.strictObject({ token: OneTimeToken, password: Password }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await resetPassword(ctx, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/auth/password/change',
    {
      config: {
        caller: 'member',
        problems: { 422: ['wrong_password', 'weak_password'], 429: ['too_many_attempts'] },
      },
      schema: {
        tags,
        summary: 'Change my password; ends the other sessions',
        body: z.strictObject({ currentPassword: Password, newPassword: Password }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await changePassword(ctx, request.viewer, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
}
