export { DEMO_NOW } from './clock.ts';
export { demoConversations } from './conversations.ts';
export { demoBlocks, demoFollowRequests, demoFollows, demoMutes } from './follows.ts';
export { DEMO_PASSWORD, demoMembers } from './members.ts';
export { demoPosts } from './posts.ts';
export { demoReactions } from './reactions.ts';
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
} from './types.ts';
export { demoUniversities } from './universities.ts';
