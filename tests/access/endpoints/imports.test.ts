import { adminOnly, member, testEndpoints } from './rig.ts';

const unknown = '00000000-0000-7000-8000-000000000000';

await testEndpoints('imports', {
  'GET /api/v1/users/me/imports': member(200),
  // No campus is accepted.
  'POST /api/v1/users/me/imports': member(403, { body: { mediaId: unknown } }),
  'POST /api/v1/users/me/imports/{id}/confirm': member(404, { body: { takesProfile: true } }),
  'DELETE /api/v1/users/me/imports/{id}': member(404),
  'DELETE /api/v1/users/me/pending-follows': member(204),
  'GET /api/v1/admin/accepted-campuses': adminOnly(200),
  'POST /api/v1/admin/accepted-campuses': adminOnly(200, {
    name: 'Komşu kampüs',
    origin: 'https://kampus.example',
    publicKeys: [Buffer.alloc(32, 7).toString('base64')],
  }),
  'DELETE /api/v1/admin/accepted-campuses/{id}': adminOnly(404),
});
