import { member, open, testEndpoints } from './rig.ts';

await testEndpoints('notifications', {
  'GET /api/v1/notifications': member(200),
  'GET /api/v1/notifications/unread': member(200),
  'PUT /api/v1/notifications/read': member(200, {
    body: { ids: ['01890000-0000-7000-8000-000000000000'] },
  }),
  'GET /api/v1/notifications/preferences': member(200),
  'PATCH /api/v1/notifications/preferences': member(200, { body: { digest: 'daily' } }),
  'GET /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'PUT /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'DELETE /api/v1/notifications/threads/{postId}/mute': member(200, { blocked: 404 }),
  'POST /api/v1/notifications/push-subscriptions': member(422, {
    body: { endpoint: 'https://127.0.0.1/', keys: { p256dh: 'x', auth: 'x' } },
  }),
  'DELETE /api/v1/notifications/push-subscriptions/{id}': member(204),
  'POST /api/v1/notifications/unsubscribe?token=x': open(422),
});
