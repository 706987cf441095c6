-- A suspension outlives the account: its mailbox does not register again while the suspension would hold (docs/adr/0109).

-- Mailboxes of accounts that were deleted while they were suspended, as hashes with a key of the server.
create table auth.suspended_mailboxes (
  mailbox_hash bytea primary key check (octet_length(mailbox_hash) = 32),
  -- The suspension, which the audit log names; its own row goes with the account.
  suspension_id uuid not null,
  forget_at timestamptz not null
);
create index suspended_mailboxes_forget_at on auth.suspended_mailboxes (forget_at);
