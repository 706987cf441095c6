import { member, testEndpoints } from './rig.ts';

await testEndpoints('social', {
  'PUT /api/v1/users/{id}/follow': member(200, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/follow': member(200),
  'DELETE /api/v1/users/{id}/follower': member(204),
  'PUT /api/v1/users/{id}/mute': member(204, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/mute': member(204),
  'PUT /api/v1/users/{id}/reposts-hidden': member(204, { own: 422, blocked: 404 }),
  'DELETE /api/v1/users/{id}/reposts-hidden': member(204),
  'PUT /api/v1/users/{id}/block': member(204, { own: 422 }),
  'DELETE /api/v1/users/{id}/block': member(204),
  'GET /api/v1/safety/contact': member(200),
  'PATCH /api/v1/safety/contact': member(200, { body: {} }),
  'GET /api/v1/safety/quiet-time': member(200),
  'PUT /api/v1/safety/quiet-time': member(200, {
    body: { duration: 'hour', timeZone: 'Europe/Istanbul' },
  }),
  'DELETE /api/v1/safety/quiet-time': member(200),
  'PUT /api/v1/follow-requests/{userId}/accept': member(404),
  'DELETE /api/v1/follow-requests/{userId}': member(404),
});
