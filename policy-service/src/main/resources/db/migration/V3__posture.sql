-- The last posture of each hosted domain.
create table domain_posture (
    domain  varchar(253) primary key,
    posture jsonb,                              -- null before the first one
    due_at  timestamptz not null                -- whoever takes the domain moves this on
);

create index domain_posture_due_at on domain_posture (due_at);
