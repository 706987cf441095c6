-- Names that rows hold: topics and causes of notifications, and the notice of a new group.
update notifications.notifications set topic = case topic
    when 'rewritten' then 'post_rewritten' when 'post_opened' then 'post_reviewed'
    when 'message_opened' then 'message_reviewed' else 'message_context_reviewed' end
where topic in ('rewritten', 'post_opened', 'message_opened', 'message_before_opened');

update notifications.activities set cause = 'reviewed:' || substr(cause, length('opened:') + 1)
where starts_with(cause, 'opened:');

update messaging.messages set notice = jsonb_set(notice, '{kind}', '"created"')
where type = 'notice' and notice ->> 'kind' = 'made';
