import { adminOnly, testEndpoints } from './rig.ts';

await testEndpoints('analytics', {
  'GET /api/v1/admin/overview': adminOnly(200),
  'GET /api/v1/admin/jobs': adminOnly(200),
  'POST /api/v1/admin/jobs/{id}/retry': adminOnly(400),
  'DELETE /api/v1/admin/jobs/{id}': adminOnly(400),
  'GET /api/v1/admin/statistics/content': adminOnly(200),
  'GET /api/v1/admin/statistics/members': adminOnly(200),
  'GET /api/v1/admin/statistics/registrations': adminOnly(200),
  'GET /api/v1/admin/system/capacity': adminOnly(200),
  'GET /api/v1/admin/system/charts': adminOnly(200),
});
