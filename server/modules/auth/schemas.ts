import { z } from 'zod';

export const Role = z.enum(['member', 'auditor', 'moderator', 'admin', 'owner']);

/** A user's identity. `email` only for the user and admins. */
export const User = z
  .object({
    id: z.uuid(),
    email: z.string().optional(),
    username: z.string(),
    displayName: z.string(),
    emailVerified: z.boolean(),
    status: z.enum(['pending', 'active', 'deactivated', 'suspended', 'deleted']),
    roles: z.array(Role),
    createdAt: z.iso.datetime(),
    deleteAt: z.iso
      .datetime()
      .optional()
      .describe(
        'When the account is deleted, if its owner has asked for that: until then it can be restored',
      ),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** A member's own account, in this session. */
export const OwnAccount = z.object({
  user: User,
  roles: z.array(Role),
  permissions: z.array(z.string()).describe('Each permits a set of operations'),
  locale: z.enum(['tr', 'en']),
  restrictions: z
    .object({
      mutedUntil: z.iso.datetime().nullable().describe('Until when the member may read and not write'),
      limitedUntil: z.iso
        .datetime()
        .nullable()
        .describe('Until when only followers see their posts in explore, trends, searches and suggestions'),
    })
    .describe('What moderators decided and still holds; null if nothing does'),
  mfaEnabled: z.boolean(),
  undeliverableSince: z.iso
    .datetime()
    .nullable()
    .describe('Since when emails to the member’s address come back; null if they do not'),
  secondFactorRequired: z
    .boolean()
    .describe(
      'Whether the roles beyond `member` count in this session only once it has shown a second factor',
    ),
});

/** The response of every sign-in. In cookie mode the tokens are in HttpOnly cookies and not in the body. */
export const SignedIn = z
  .object({
    user: User,
    accessToken: z.string().optional(),
    tokenType: z.literal('Bearer').optional(),
    expiresIn: z.number().int().describe('Seconds until the access token expires'),
    refreshToken: z.string().optional(),
    deviceToken: z
      .string()
      .optional()
      .describe('Send it as X-Device-Token when signing in again from this device'),
  })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof SignedIn>;

export const Password = z.string().min(1, 'Enter a password.').max(200, 'At most 200 characters.');
export const Email = z
  .string()
  .min(3, 'Enter your university email address.')
  .max(254, 'At most 254 characters.');
export const MailedCode = z.string().regex(/^\d{6}$/, 'Enter all six digits.');
export const OneTimeToken = z.string().min(20).max(200);
export const SecondFactorCode = z
  .string()
  .min(6)
  .max(20)
  .describe('Code of the authenticator app, or a recovery code');

/** What an official account stands for. The mark stands next to the name of the account, wherever the API gives it. */
export const Official = z
  .object({ tr: z.string(), en: z.string() })
  .meta({ id: 'Official' })
  .describe('What the account stands for, such as the registrar’s office');
export type Official = z.infer<typeof Official>;

/** Next to the name of a university, wherever the API gives one. */
export const UniversityTr = z
  .string()
  .describe('The Turkish name of the university; its other name is that of the catalogue, mostly English');
