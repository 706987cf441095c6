import { adminOnly, testEndpoints } from './rig.ts';

await testEndpoints('analytics', {
  'GET /api/v1/admin/overview': adminOnly(200),
  'GET /api/v1/admin/statistics/content': adminOnly(200),
  'GET /api/v1/admin/system/capacity': adminOnly(200),
  'GET /api/v1/admin/system/charts': adminOnly(200),
});
