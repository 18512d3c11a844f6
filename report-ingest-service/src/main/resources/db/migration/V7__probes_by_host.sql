-- Which probes tell of a host.
create index last_probe_event on last_probe using gin (event jsonb_path_ops);
