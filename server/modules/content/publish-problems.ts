/**
 * Every problem of publishing a post, by status: for the OpenAPI description of each route that publishes.
 */
const PROBLEMS: Record<number, readonly string[]> = {
  400: ['forbidden_character', 'invalid_idempotency_key'],
  403: ['reply_not_allowed', 'quote_not_allowed', 'trust_too_low', 'feature_off'],
  404: ['post_not_found'],
  410: ['already_deleted'],
  422: [
    'post_too_long',
    'empty_post',
    'content_warning_too_long',
    'too_many_combining_marks',
    'visibility_too_wide',
    'poll_option_empty',
    'poll_option_too_long',
    'poll_option_repeated',
    'media_not_found',
    'media_not_ready',
    'picture_removed',
    'media_already_attached',
    'too_many_media',
    'media_kind_not_allowed',
    'idempotency_key_reused',
  ],
  429: ['too_many_posts'],
};

/** @param extra  further problems of the route */
export function publishProblems(extra: Record<number, string[]> = {}): Record<number, string[]> {
  const statuses = new Set([...Object.keys(PROBLEMS), ...Object.keys(extra)].map(Number));
  return Object.fromEntries(
    [...statuses].map((status) => [status, [...(PROBLEMS[status] ?? []), ...(extra[status] ?? [])]]),
  );
}
