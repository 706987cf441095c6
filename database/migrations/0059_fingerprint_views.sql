-- What other modules read of fingerprints, and of decisions about pictures (docs/adr/0100).

-- The fingerprints of what is attached to a subject, for modules above.
create view media.fingerprint_view as
  select file.subject_type, file.subject_id, print.hash, print.quality
  from media.files file join media.fingerprints print on print.name = file.name
  where file.subject_id is not null and not file.is_from_past_version;

-- A refused upload may be a wrong match that nobody looked at: it lowers no trust.
create or replace view moderation.decision_against_view as
  select subject_owner_id as member_id, decided_at from moderation.decisions
  where subject_owner_id is not null and outcome not in ('dismissed', 'post_held', 'picture_refused') and reversed_at is null;
