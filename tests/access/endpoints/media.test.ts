import { adminOnly, member, open, testEndpoints, tus } from './rig.ts';

await testEndpoints('media', {
  'POST /api/v1/media': member(415),
  'GET /api/v1/media': member(200),
  'GET /api/v1/media/quota': member(200),
  'GET /api/v1/media/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/media/{id}': member(404, { own: 200, body: { alt: 'Kampüs' } }),
  'DELETE /api/v1/media/{id}': member(404, { own: 204 }),
  'POST /api/v1/media/uploads': member(201, { headers: { ...tus, 'upload-length': '9' } }),
  'GET /api/v1/media/uploads/{id}': member(404, { own: 200 }),
  'PATCH /api/v1/media/uploads/{id}': member(404, {
    own: 204,
    body: 'Mer',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  }),
  'DELETE /api/v1/media/uploads/{id}': member(404, { own: 204, headers: tus }),
  'GET /api/v1/admin/media': adminOnly(200),
  'POST /api/v1/admin/campus/logos': adminOnly(415, {}),
  'GET /api/v1/campus/logos/{id}/{file}': open(400),
});
