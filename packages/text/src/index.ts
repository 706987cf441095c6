export {
  ANNOUNCEMENT_LIMITS,
  isAnnouncementLink,
  SHOWN_ANNOUNCEMENTS,
  shownAnnouncements,
} from './announcement.ts';
export { codePointCount, type Forbidden, findForbidden, normalise, sliceCodePoints } from './characters.ts';
export { collapseBlankLines, DISPLAY_LINK_MAX, type DisplayedLink, displayLink, isolate } from './display.ts';
export { indexOfDuplicate } from './duplicates.ts';
export {
  canonicalMailbox,
  type EmailParts,
  type EmailProblem,
  type MailboxRule,
  matchesUniversityRule,
  parseEmail,
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
export { INVISIBLE, isBlank, withoutInvisible } from './invisible.ts';
export {
  ACCEPTED_DOCUMENTS,
  type AcceptedDocument,
  blanksOf,
  fillBlanks,
  LEGAL_DOCUMENTS,
  type LegalBlock,
  type LegalDocument,
  type LegalInline,
  type LegalLine,
  type LegalText,
  neededBlanksOf,
  parseLegalText,
} from './legal-text.ts';
export {
  LINK_LENGTH,
  POST_MAX,
  POST_MAX_CODE_POINTS,
  postLength,
  splitAtLimit,
} from './length.ts';
export { foldLookAlikes, imitatesOfficialMark, SPACED_WORD } from './look-alikes.ts';
export { findMarkStack, MARKS_MAX, withoutMarkStacks } from './marks.ts';
export {
  foldUsername,
  suggestUsernames,
  USERNAME_PATTERN,
  type UsernameProblem,
  usernameProblem,
} from './username.ts';
export { MAX_WRONG_CODES } from './verification.ts';
export { WELCOME_STEPS, type WelcomeStep } from './welcome.ts';
export { splitWords, type Word } from './words.ts';
