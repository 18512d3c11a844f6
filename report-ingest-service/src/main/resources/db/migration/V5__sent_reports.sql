-- Our own reports to others (RFC 8460): what our mail servers met, by UTC day, and the reports made of it.

-- A domain and day of which sessions were counted. Its row is locked while more are.
create table outbound_day (
    domain       varchar(253) not null,
    day          date         not null,
    state        varchar(20)  not null,
    due_at       timestamptz  not null,         -- when its report is made, or its destinations are asked for again
    attempts     integer      not null,
    leased_until timestamptz  not null,         -- until then somebody is at it
    primary key (domain, day)
);

create index outbound_day_due on outbound_day (due_at) where state = 'OPEN';
create index outbound_day_day on outbound_day (day);

create table outbound_policy (
    domain         varchar(253) not null,
    day            date         not null,
    policy_key     varchar(32)    not null,       -- of all that it says
    policy_type    varchar(20)  not null,
    policy_strings text         not null,       -- a JSON array, as the next one
    mx_hosts       text         not null,
    succeeded      bigint       not null,
    primary key (domain, day, policy_key)
);

create table outbound_failure (
    domain                 varchar(253) not null,
    day                    date         not null,
    policy_key             varchar(32)    not null,
    failure_key            varchar(32)    not null,
    result_type            varchar(64)  not null,
    sending_mta_ip         text,
    receiving_mx_hostname  text,
    receiving_mx_helo      text,
    receiving_ip           text,
    additional_information text,
    failure_reason_code    text,
    sessions               bigint       not null,
    primary key (domain, day, policy_key, failure_key)
);

-- What was counted already: batches over HTTP, events from Kafka.
create table outbound_counted (
    id varchar(100) primary key,
    at timestamptz  not null
);

create index outbound_counted_at on outbound_counted (at);

create table outbound_report (
    id        uuid primary key,
    domain    varchar(253) not null,
    day       date         not null,
    report_id text         not null,
    file_name text         not null,
    body      bytea        not null,            -- compressed, as it is sent
    succeeded bigint       not null,
    failed    bigint       not null,
    built_at  timestamptz  not null,
    unique (domain, day)
);

create index outbound_report_built on outbound_report (built_at desc, id desc);

create table outbound_delivery (
    id               uuid primary key,
    report           uuid        not null references outbound_report on delete cascade,
    destination      text        not null,      -- the URI of the domain's record
    state            varchar(20) not null,
    due_at           timestamptz not null,
    leased_until     timestamptz not null,
    attempts         integer     not null,
    first_attempt_at timestamptz,
    last_attempt_at  timestamptz,
    status           integer,                   -- of HTTP or SMTP
    reply            text,
    unique (report, destination)
);

create index outbound_delivery_due on outbound_delivery (due_at) where state = 'WAITING';

-- Report mails handed over, by the domain of the mailbox: sessions with it that day may be ours alone.
create table outbound_mail (
    domain varchar(253) not null,
    day    date         not null,
    mails  bigint       not null,
    primary key (domain, day)
);

-- Domains that get no reports from us.
create table outbound_suppression (
    domain varchar(253) primary key,
    reason text         not null,
    since  timestamptz  not null
);
