import { account, member, testEndpoints } from './rig.ts';

await testEndpoints('me', {
  'GET /api/v1/auth/me': { ...member(200), leaving: 200 },
  'GET /api/v1/users/me/data': account(200),
  'GET /api/v1/users/me/trust': member(200),
  'GET /api/v1/users/me/inviter': member(200),
  'GET /api/v1/users/me/invitations': member(200),
  // Refused for its form, because the right to invite differs where limits hold.
  'POST /api/v1/users/me/invitations': member(400, { body: { maxUses: 0 } }),
  'DELETE /api/v1/users/me/invitations/{id}': member(404),
});
