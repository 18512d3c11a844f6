-- The domain whose DKIM signature makes a report verified (RFC 8460 §3); none for other kinds of trust.
alter table report add column signed_by varchar(253);
alter table report_conflict add column signed_by varchar(253);

-- Test reports that we send to ourselves, one a UTC day and path. Whoever inserts the row sends it.
create table canary (
    day         date        not null,
    path        varchar(10) not null,             -- https or mail
    report_id   text        not null,
    sent_at     timestamptz not null,
    due_at      timestamptz not null,             -- it has to be stored by then
    arrived_at  timestamptz,
    failure     text,                             -- why it could not be sent; whatever the peer says is not in it
    primary key (day, path)
);
