-- Every change of a hosted domain takes a number. Writers take a lock first, so that numbers commit in their order and
-- nobody who reads on from a number misses one.
create sequence hosted_revision;

-- Domains whose inbound mail we take.
create table hosted_domain (
    domain       varchar(253) primary key,
    revision     bigint      not null,
    live         boolean     not null,          -- whether every replica serves the text of its policy
    wanted       jsonb       not null,
    publication  jsonb       not null,
    probe_due_at timestamptz not null           -- whoever takes the probe moves this on
);

create index hosted_domain_revision on hosted_domain (revision);
create index hosted_domain_probe_due_at on hosted_domain (probe_due_at);

-- Which replica serves hosted policies up to which revision.
create table hosting_replica (
    replica  uuid        primary key,
    revision bigint      not null,
    seen_at  timestamptz not null
);

-- The last look at a domain's MX hosts.
create table domain_probe (
    domain varchar(253) primary key,
    at     timestamptz not null,
    probe  jsonb       not null
);

-- Changes of the keys of MX hosts.
create table rollover (
    domain  varchar(253) not null,
    mx_host varchar(253) not null,
    step    varchar(20)  not null,
    state   jsonb        not null,
    due_at  timestamptz  not null,              -- when DNS is to be asked next; whoever takes it moves this on
    primary key (domain, mx_host)
);

create index rollover_due_at on rollover (due_at);

-- What operators decided for a time.
create table policy_override (
    domain   varchar(253) primary key,
    until    timestamptz not null,
    override jsonb       not null,
    due_at   timestamptz not null               -- when the domain's health is to be looked at next
);

create index policy_override_due_at on policy_override (due_at);
