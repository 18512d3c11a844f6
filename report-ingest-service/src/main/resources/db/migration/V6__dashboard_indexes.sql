-- The pages about all domains or all organisations read a few weeks of the totals: in the order of the days, and without
-- going to the rows themselves.
create index daily_tls_by_day on daily_tls (day, verified, domain, organization) include (reports, succeeded, failed);
create index daily_dmarc_by_day on daily_dmarc (day, verified, domain) include (organization, disposition, passed, messages);

-- Failure details one after the other, and those of some days.
create index tls_failure_by_day on tls_failure (range_begin desc, id desc);

-- What came in lately.
create index report_received_at on report (received_at);
create index report_conflict_received_at on report_conflict (received_at);
