export { codePointCount, type Forbidden, findForbidden, normalise, sliceCodePoints } from './characters.ts';
export {
  canonicalMailbox,
  type EmailParts,
  type EmailProblem,
  emailParts,
  type MailboxRule,
  matchesUniversityRule,
  type UniversityRule,
} from './email.ts';
export {
  type Entity,
  entityText,
  type HashtagEntity,
  type LinkEntity,
  type MentionEntity,
  parseEntities,
} from './entities.ts';
export { fold, hashtagKey } from './fold.ts';
export { graphemeCount } from './graphemes.ts';
export {
  LINK_LENGTH,
  POST_MAX,
  POST_MAX_CODE_POINTS,
  postLength,
  splitAtLimit,
} from './length.ts';
export { suggestUsernames, USERNAME_PATTERN, type UsernameProblem, usernameProblem } from './username.ts';
