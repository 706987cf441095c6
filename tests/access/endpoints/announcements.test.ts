import { adminOnly, member, testEndpoints } from './rig.ts';

const draft = {
  titleTr: 'Kayıtlar',
  textTr: '',
  titleEn: '',
  textEn: '',
  link: '',
  level: 'information',
  isDismissable: true,
  startsAt: null,
  endsAt: null,
  universityIds: [],
  affiliations: [],
  roles: [],
};

await testEndpoints('announcements', {
  'GET /api/v1/announcements': member(200),
  'PUT /api/v1/announcements/{id}/receipt': member(404, { body: { version: 1, kind: 'seen' } }),
  'GET /api/v1/admin/announcements': adminOnly(200),
  'POST /api/v1/admin/announcements': adminOnly(201, draft),
  'GET /api/v1/admin/announcements/{id}': adminOnly(404),
  'PUT /api/v1/admin/announcements/{id}': adminOnly(404, { ...draft, basedOn: 1 }),
  'DELETE /api/v1/admin/announcements/{id}': adminOnly(404),
  'PUT /api/v1/admin/announcements/{id}/published': adminOnly(404, { basedOn: 1 }),
  'PUT /api/v1/admin/announcements/{id}/ended': adminOnly(404, { basedOn: 1 }),
});
