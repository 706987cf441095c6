import { createSecret } from '@chitlaq/sealing/pseudonym';
import { adminOnly, member, testEndpoints } from './rig.ts';

const id = '6b1f4f0e-5d0c-4d57-9f5e-0d6a3c1b2a77';
const secret = createSecret();
const board = {
  title: { tr: 'Yurtlar', en: 'Dormitories' },
  description: { tr: '', en: '' },
  universityId: null,
};
/** Boards are off, as they are by default: that a member who may call them gets. */
const off = (body?: unknown) => member(403, { body });
/** What a suspended member may call as well, to delete what they wrote. */
const offAlsoForSuspended = (body: unknown) => ({ ...off(body), suspendedCode: 'feature_off' });
const moderatorOf = (status: number, body?: unknown) => ({ ...adminOnly(status, body), moderator: status });
/** For owners alone, whom the table does not have. */
const ownersOnly = (body?: unknown) => adminOnly(403, body);

await testEndpoints('boards', {
  'GET /api/v1/boards': off(),
  'GET /api/v1/boards/{boardId}': off(),
  'GET /api/v1/boards/{boardId}/threads': off(),
  'PUT /api/v1/boards/{boardId}/threads/{threadId}': off({ secret, title: 'Bir', text: 'İki', postId: id }),
  'GET /api/v1/boards/threads/{threadId}': off(),
  'GET /api/v1/boards/threads/{threadId}/posts': off(),
  'PUT /api/v1/boards/threads/{threadId}/posts/{postId}': off({ secret, text: 'Üç' }),
  'POST /api/v1/boards/threads/{threadId}/posts/{postId}/deletion': offAlsoForSuspended({ secret }),
  'PUT /api/v1/boards/threads/{threadId}/posts/{postId}/appeal': off({ secret, text: 'Neden?' }),
  'POST /api/v1/boards/own-posts': offAlsoForSuspended({ secret, threadIds: [] }),
  'POST /api/v1/boards/own-threads': offAlsoForSuspended({ secret }),
  'PUT /api/v1/boards/secret': off({ commitment: 'A'.repeat(43) }),
  'POST /api/v1/boards/posts/{postId}/reports': off({ reason: 'spam' }),
  'GET /api/v1/boards/holder': member(404),
  'PUT /api/v1/boards/holder/key': member(422, { body: { publicKey: 'A'.repeat(87) } }),
  'DELETE /api/v1/boards/holder/pending/{role}': member(404),
  'GET /api/v1/boards/holder/openings': member(404),
  'POST /api/v1/boards/holder/openings/{id}/share': member(404, { body: { share: 'AAAA' } }),
  'POST /api/v1/boards/holder/openings/{id}/refusal': member(404, { body: { reason: 'Yetersiz' } }),
  'GET /api/v1/admin/boards': adminOnly(200),
  'POST /api/v1/admin/boards': adminOnly(201, board),
  'PATCH /api/v1/admin/boards/{id}': adminOnly(404, { isArchived: true }),
  'DELETE /api/v1/admin/boards/{id}': adminOnly(404),
  'GET /api/v1/admin/boards/holders': ownersOnly(),
  'PUT /api/v1/admin/boards/holders/{role}': ownersOnly({ username: 'ayse', label: 'Rektörlük' }),
  'DELETE /api/v1/admin/boards/holders/{role}/pending': ownersOnly(),
  'GET /api/v1/admin/boards/reports': moderatorOf(200),
  'GET /api/v1/admin/boards/waiting': moderatorOf(200),
  'POST /api/v1/admin/boards/posts/{postId}/decision': moderatorOf(404, { outcome: 'keep', reason: 'Uygun' }),
  'GET /api/v1/admin/boards/hidden': moderatorOf(200),
  'POST /api/v1/admin/boards/posts/{postId}/review': moderatorOf(404, { outcome: 'show', reason: 'Yanlış' }),
  'GET /api/v1/admin/boards/exclusions': moderatorOf(200),
  'DELETE /api/v1/admin/boards/exclusions/{id}': moderatorOf(404, { reason: 'Yanlış' }),
  'GET /api/v1/admin/boards/openings': adminOnly(200),
  'POST /api/v1/admin/boards/openings': adminOnly(404, { postId: id, reason: 'Tehdit' }),
});
