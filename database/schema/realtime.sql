-- The schema `realtime` after all migrations. Generated: npm run generate

create table realtime.instances (
  id uuid not null,
  seen_at timestamp with time zone not null,
  PRIMARY KEY (id)
);

create table realtime.last_seen (
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table realtime.online (
  member_id uuid not null,
  instance_id uuid not null,
  PRIMARY KEY (member_id, instance_id)
);

CREATE INDEX online_instance ON realtime.online USING btree (instance_id);
