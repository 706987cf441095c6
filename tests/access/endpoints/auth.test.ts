import { softwareAuthenticator } from '../../../server/testing/authenticator.ts';
import { adminOnly, member, open, testEndpoints } from './rig.ts';

const authenticator = softwareAuthenticator();
const createdPasskey = authenticator.create({ challenge: 'eA', user: { id: 'eA' } });
const shownPasskey = authenticator.show({ challenge: 'eA' });

await testEndpoints('auth', {
  'GET /api/v1/auth/universities': open(200),
  'GET /api/v1/auth/username-available?username=bos_ad': open(200),
  'GET /api/v1/auth/jwks.json': open(200),
  'POST /api/v1/auth/register': open(422, {
    email: 'a@gmail.com',
    password: 'mor kestane bulut 71',
    username: 'yeni_biri',
    displayName: 'Yeni',
  }),
  'POST /api/v1/auth/verify-email': open(422, { token: 'x'.repeat(43) }),
  'POST /api/v1/auth/verify-email/resend': open(202, { email: 'kimse@cinar.edu.tr' }),
  'POST /api/v1/auth/login': open(401, { identifier: 'kimse', password: 'yanlış' }),
  'POST /api/v1/auth/confirm-sign-in': open(422, { token: 'x'.repeat(43) }),
  'POST /api/v1/auth/refresh': open(401, { refreshToken: 'x' }),
  'POST /api/v1/auth/password/forgot': open(202, { email: 'kimse@cinar.edu.tr' }),
  'POST /api/v1/auth/password/reset': open(422, { token: 'x'.repeat(43), password: 'mor kestane bulut 71' }),
  'POST /api/v1/auth/password/change': member(422, {
    body: { currentPassword: 'yanlış', newPassword: 'mor kestane bulut 71' },
  }),
  'GET /api/v1/auth/sessions': member(200),
  'DELETE /api/v1/auth/sessions/{id}': member(404, { own: 204 }),
  'GET /api/v1/auth/mfa': member(200),
  'POST /api/v1/auth/mfa/totp': member(422, { body: { password: 'yanlış' } }),
  'POST /api/v1/auth/mfa/totp/confirm': member(409, { body: { code: '123456' } }),
  'DELETE /api/v1/auth/mfa/totp': member(422, { body: { password: 'yanlış', totp: '123456' } }),
  'GET /api/v1/auth/passkeys': member(200),
  'POST /api/v1/auth/passkeys/options': member(200),
  'POST /api/v1/auth/passkeys': member(422, { body: createdPasskey }),
  'PATCH /api/v1/auth/passkeys/{id}': member(404, { own: 200, body: { name: 'Telefonum' } }),
  'DELETE /api/v1/auth/passkeys/{id}': member(404, { own: 204 }),
  'POST /api/v1/auth/login/passkey/options': open(200),
  'POST /api/v1/auth/login/passkey': open(401, shownPasskey),
  'POST /api/v1/auth/email/change': member(422, { body: { email: 'a@cinar.edu.tr', password: 'yanlış' } }),
  'POST /api/v1/auth/email/change/confirm': member(422, { body: { code: '000000' } }),
  'POST /api/v1/auth/secure-account': open(422, { token: 'x'.repeat(43) }),
  'POST /api/v1/auth/reauthenticate': member(422, { body: { password: 'yanlış' } }),
  'POST /api/v1/auth/logout': member(204),
  'POST /api/v1/auth/logout-all': member(204),
  'GET /api/v1/admin/audit-log': adminOnly(200),
  'GET /api/v1/admin/users': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/users/{id}': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/users/{id}/sessions': adminOnly(200),
  'PUT /api/v1/admin/users/{id}/suspend': adminOnly(204, { reason: 'Deneme' }),
  'PUT /api/v1/admin/users/{id}/restore': adminOnly(409),
  // Only the owner of the campus, for whom this table has no column.
  'PUT /api/v1/admin/users/{id}/roles': adminOnly(403, { roles: [] }),
  'DELETE /api/v1/admin/users/{id}/sessions': adminOnly(204),
  'GET /api/v1/admin/universities': adminOnly(200),
  'GET /api/v1/admin/universities/{id}': adminOnly(404),
  'POST /api/v1/admin/universities/preview-address': adminOnly(200, { email: 'a@cinar.edu.tr' }),
  'PATCH /api/v1/admin/universities/{id}': adminOnly(404, { isOpen: false }),
  'POST /api/v1/admin/universities/{id}/rules': adminOnly(404, { domain: 'cinar.edu.tr' }),
  'PATCH /api/v1/admin/universities/{id}/rules/{ruleId}': adminOnly(404, { note: 'Deneme' }),
  'DELETE /api/v1/admin/universities/{id}/rules/{ruleId}': adminOnly(404),
});
