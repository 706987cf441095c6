-- Jobs that wait in the queue under a previous name.
update graphile_worker._private_tasks task set identifier = renamed.to_name
from (values
  ('auth.sendLetter', 'auth.sendEmail'),
  ('auth.restoreDue', 'auth.liftExpiredSuspensions'),
  ('media.tidy', 'media.cleanUp'),
  ('media.clear', 'media.deleteUnclaimed'),
  ('media.orphans', 'media.eraseOrphans'),
  ('platform.forgetKeys', 'platform.deleteExpiredKeys'),
  ('content.publishHeld', 'content.publishPending'),
  ('content.forgetReplyOrders', 'content.deleteReplyOrders'),
  ('content.foldCounts', 'content.mergeCountSlots'),
  ('content.clearReactions', 'content.deleteReactions'),
  ('feed.forget', 'feed.removeFollowee'),
  ('feed.withdraw', 'feed.removeRepost'),
  ('feed.tidy', 'feed.maintainTimelines'),
  ('feed.ageAffinities', 'feed.expireAffinities'),
  ('feed.choosePool', 'feed.computePool'),
  ('feed.chooseNotable', 'feed.computeNotable'),
  ('search.learnWords', 'search.countWords')
) renamed (from_name, to_name)
where task.identifier = renamed.from_name
  and not exists (select from graphile_worker._private_tasks other where other.identifier = renamed.to_name);

-- A job that no longer exists.
delete from graphile_worker._private_jobs job using graphile_worker._private_tasks task
where task.id = job.task_id and task.identifier = 'media.gather';
