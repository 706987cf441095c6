import './tables.ts';
import { findNewHomePosts } from './new-posts/service.ts';

export const feed = {
  newAtHome: findNewHomePosts,
};
