-- Nothing reads or writes it since content.linked_pages holds the previews of messages too (docs/adr/0060-link-previews-of-posts.md).
drop table messaging.previews;
