export { DEMO_NOW } from './clock.ts';
export { demoConversations } from './conversations.ts';
export {
  demoBlocks,
  demoFollowRequests,
  demoFollows,
  demoMutes,
  demoRecentFollows,
} from './follows.ts';
export { demoLooks } from './looks.ts';
export { DEMO_PASSWORD, demoMembers } from './members.ts';
export { demoPosts } from './posts.ts';
export { demoReactions, demoVotes } from './reactions.ts';
export type {
  DemoAffiliation,
  DemoConversation,
  DemoLanguage,
  DemoMember,
  DemoMessage,
  DemoPost,
  DemoReaction,
  DemoRegistrationRule,
  DemoRelation,
  DemoUniversity,
  DemoVote,
} from './types.ts';
export { demoCampusName, demoUniversities } from './universities.ts';
