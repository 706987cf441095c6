import { member, testEndpoints } from './rig.ts';

await testEndpoints('search', {
  'GET /api/v1/search/users?q=a': member(200),
  'GET /api/v1/search/hashtags?q=a': member(200),
  'GET /api/v1/search/suggestions?q=a': member(200),
  'GET /api/v1/search/completions?q=%40a': member(200),
  'GET /api/v1/search/posts?q=vize': member(200),
  'GET /api/v1/search/saved': member(200),
  'POST /api/v1/search/saved': member(201, { body: { q: 'vize' } }),
  'DELETE /api/v1/search/saved/{id}': member(404),
  'GET /api/v1/search/recent': member(200),
  'PUT /api/v1/search/recent': member(204, { body: { q: 'vize' } }),
  'PATCH /api/v1/search/recent': member(200, { body: { isEnabled: true } }),
  'DELETE /api/v1/search/recent': member(204),
});
