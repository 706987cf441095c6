import { account, member, testEndpoints } from './rig.ts';

await testEndpoints('me', {
  'GET /api/v1/auth/me': { ...member(200), leaving: 200 },
  'GET /api/v1/users/me/data': account(200),
  'GET /api/v1/users/me/trust': member(200),
  'GET /api/v1/users/me/inviter': member(200),
  'GET /api/v1/users/me/invitations': member(200),
  'POST /api/v1/users/me/invitations': member(201, { body: { maxUses: 1 } }),
  'DELETE /api/v1/users/me/invitations/{id}': member(404),
});
