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
export { canonicalEmoji } from './emoji.ts';
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
export { isBlank, withoutInvisible } from './invisible.ts';
export {
  LINK_LENGTH,
  POST_MAX,
  POST_MAX_CODE_POINTS,
  postLength,
  splitAtLimit,
} from './length.ts';
export { findMarkStack, MARKS_MAX } from './marks.ts';
export { indexOfRepeated } from './reading.ts';
export { isolate, SHOWN_LINK, shownLink, withoutSpareLines } from './showing.ts';
export { suggestUsernames, USERNAME_PATTERN, type UsernameProblem, usernameProblem } from './username.ts';
export { splitWords, type Word } from './words.ts';
