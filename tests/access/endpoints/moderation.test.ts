import { account, adminOnly, member, open, testEndpoints } from './rig.ts';

const unknown = '01890000-0000-7000-8000-000000000000';

const automaticRule = {
  name: 'Deneme',
  text: 'post where links >= 2',
  action: 'report',
  campusRuleId: 'spam',
  noticeTr: 'Deneme',
  noticeEn: 'Trial',
  limitPercent: 30,
  limitMinimum: 5,
};
const inAnHour = { reason: 'Deneme', until: new Date(Date.now() + 3_600_000).toISOString() };

await testEndpoints('moderation', {
  'POST /api/v1/reports': member(201, {
    body: { subjectType: 'user', subjectId: unknown, reason: 'spam' },
  }),
  'GET /api/v1/reports': member(200),
  'GET /api/v1/users/me/accesses': account(200),
  'GET /api/v1/admin/statistics/moderation': adminOnly(200),
  'GET /api/v1/admin/reports': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/reports/{id}': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/reports/{id}/open': { ...adminOnly(404, { reason: 'Bakılacak' }), moderator: 404 },
  'PATCH /api/v1/admin/reports/{id}': {
    ...adminOnly(404, { decision: 'dismiss', note: 'Deneme' }),
    moderator: 404,
  },
  'POST /api/v1/admin/moderation/batches': {
    ...adminOnly(422, { reportIds: [unknown], decision: 'dismiss', note: 'Deneme' }),
    moderator: 422,
  },
  'GET /api/v1/admin/moderation/batches': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/moderation/batches/{id}': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/moderation/batches/{id}/undo': {
    ...adminOnly(404, { reason: 'Deneme' }),
    moderator: 404,
  },
  'PUT /api/v1/admin/reports/{id}/claim': { ...adminOnly(404, {}), moderator: 404 },
  'DELETE /api/v1/admin/reports/{id}/claim': { ...adminOnly(404), moderator: 404 },
  'GET /api/v1/admin/reports/{id}/context': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/reports/{id}/notes': { ...adminOnly(404, { text: 'Not' }), moderator: 404 },
  'GET /api/v1/admin/reports/{id}/assessment': { ...adminOnly(404), moderator: 404 },
  'GET /api/v1/admin/reports/{id}/pictures': { ...adminOnly(404), moderator: 404 },
  'GET /api/v1/admin/reports/{id}/pictures/{pictureId}/copies': { ...adminOnly(404), moderator: 404 },
  'GET /api/v1/admin/pictures': { ...adminOnly(200), moderator: 200 },
  'POST /api/v1/admin/pictures/{id}/lift': { ...adminOnly(404, { reason: 'Deneme' }), moderator: 404 },
  'GET /api/v1/moderation/rules': open(200),
  'GET /api/v1/moderation/log/heads': open(200),
  'GET /api/v1/moderation/transparency': open(200),
  'GET /api/v1/users/me/decisions': { ...account(200), waiting: 403 },
  'GET /api/v1/moderation/receipts/{id}': { ...account(404), waiting: 403 },
  'POST /api/v1/appeals': {
    ...account(404, { decisionId: unknown, text: 'Yanlış anlaşıldım' }),
    waiting: 403,
  },
  'PUT /api/v1/admin/users/{id}/suspend': adminOnly(204, { reason: 'Deneme' }),
  'PUT /api/v1/admin/users/{id}/restore': adminOnly(409),
  'POST /api/v1/admin/users/{id}/warn': { ...adminOnly(204, { reason: 'Deneme' }), moderator: 204 },
  'POST /api/v1/admin/users/{id}/mute': { ...adminOnly(204, inAnHour), moderator: 204 },
  'POST /api/v1/admin/users/{id}/limit-reach': { ...adminOnly(204, inAnHour), moderator: 204 },
  'DELETE /api/v1/admin/users/{id}/mute': { ...adminOnly(204), moderator: 204 },
  'DELETE /api/v1/admin/users/{id}/limit-reach': { ...adminOnly(204), moderator: 204 },
  'GET /api/v1/admin/appeals': { ...adminOnly(200), moderator: 200 },
  'GET /api/v1/admin/appeals/figures': adminOnly(200),
  'PATCH /api/v1/admin/appeals/{id}': {
    ...adminOnly(404, { outcome: 'upheld', answer: 'Haklısın' }),
    moderator: 404,
  },
  'GET /api/v1/admin/moderation/rules': { ...adminOnly(200), moderator: 200 },
  'PUT /api/v1/admin/moderation/rules': adminOnly(409, {
    basedOn: 'old',
    items: [{ id: 'other', titleTr: 'Kural', titleEn: 'Rule', textTr: 'Kural', textEn: 'Rule' }],
  }),
  'GET /api/v1/admin/classifier': { ...adminOnly(200), moderator: 200 },
  'PUT /api/v1/admin/classifier': adminOnly(200, { isOn: false }),
  'GET /api/v1/admin/automatic-rules': { ...adminOnly(200), moderator: 200 },
  'POST /api/v1/admin/automatic-rules': adminOnly(201, automaticRule),
  'GET /api/v1/admin/automatic-rules/{id}': { ...adminOnly(404), moderator: 404 },
  'PUT /api/v1/admin/automatic-rules/{id}': adminOnly(404, { ...automaticRule, basedOn: 1 }),
  'GET /api/v1/admin/automatic-rules/{id}/rehearsal': { ...adminOnly(404), moderator: 404 },
  'POST /api/v1/admin/automatic-rules/{id}/rehearsal': adminOnly(404, { version: 1 }),
  'PUT /api/v1/admin/automatic-rules/{id}/on': adminOnly(404, { version: 1 }),
  'DELETE /api/v1/admin/automatic-rules/{id}/on': adminOnly(404),
  'GET /api/v1/admin/moderation/log': { ...adminOnly(200), moderator: 200 },
});
