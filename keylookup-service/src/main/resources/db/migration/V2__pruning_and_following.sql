-- Lookups that found nothing are deleted in the end, by when they were last fresh.
create index lookup_not_found on lookup (fresh_until) where not found;

-- When the keyserver is asked next whether an address is published; empty when it is not asked any more.
alter table upload add column follow_at timestamptz;

create index upload_follow_at on upload (follow_at) where follow_at is not null;

update upload set follow_at = now() where requested and state = 'pending';
