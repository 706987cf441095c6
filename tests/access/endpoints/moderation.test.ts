import { adminOnly, member, testEndpoints } from './rig.ts';

await testEndpoints('moderation', {
  'POST /api/v1/reports': member(201, {
    body: { subjectType: 'user', subjectId: '01890000-0000-7000-8000-000000000000', reason: 'spam' },
  }),
  'GET /api/v1/reports': member(200),
  'GET /api/v1/admin/reports': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/reports/{id}': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/reports/{id}/open': { ...adminOnly(404, { reason: 'Bakılacak' }), moderator: 404 },
  'PATCH /api/v1/admin/reports/{id}': {
    ...adminOnly(404, { decision: 'dismiss', note: 'Deneme' }),
    moderator: 404,
  },
});
