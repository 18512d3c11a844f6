-- The trace of the work that wrote an event (W3C Trace Context), which goes on where the event is read.
alter table outbox add column trace_parent varchar(64);
