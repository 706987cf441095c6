import { open, testEndpoints } from './rig.ts';

await testEndpoints('status', {
  'GET /api/v1/status/history': open(200),
});
