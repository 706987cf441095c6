import { adminOnly, member, testEndpoints } from './rig.ts';

await testEndpoints('feed', {
  'GET /api/v1/feed/home': member(200),
  'GET /api/v1/feed/trending': member(200),
  'GET /api/v1/feed/explore': member(200),
  'GET /api/v1/feed/recommendations': member(200),
  'GET /api/v1/feed/preferences': member(200),
  'PATCH /api/v1/feed/preferences': member(200, { body: { ranking: true } }),
  'PUT /api/v1/feed/home/position': member(204, {
    body: { entryId: '01a1fc78-50e2-7394-af49-bdfdef947f2b' },
  }),
  'GET /api/v1/feed/suggested-hashtags': member(200),
  'GET /api/v1/users/suggestions': member(200),
  'DELETE /api/v1/users/suggestions/{id}': member(204, { blocked: 404 }),
  'PUT /api/v1/users/suggestions/{id}': member(204),
  'GET /api/v1/admin/hashtags/hidden': { ...adminOnly(200), moderator: 200 },
  'PUT /api/v1/admin/hashtags/{tag}/hidden': { ...adminOnly(204, { reason: 'Bahis' }), moderator: 204 },
  'DELETE /api/v1/admin/hashtags/{tag}/hidden': { ...adminOnly(204), moderator: 204 },
});
