package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** Months to come, and reports that are old enough to go. The totals per day stay. */
@ApplicationScoped
public class Retention {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** In one go, so that the transaction stays short. */
    public static final int BATCH = 1_000;

    private static final String DELETE = """
            with gone as (
                select id, range_begin from report r
                where range_end < :before and not exists (
                    select 1 from report_domain d where d.report = r.id and d.range_begin = r.range_begin
                      and d.domain = any(string_to_array(cast(:held as text), ',')))
                order by range_begin limit :many for update skip locked),
            originals as (delete from report_original c using gone g
                          where c.report = g.id and c.range_begin = g.range_begin),
            domains as (delete from report_domain c using gone g
                        where c.report = g.id and c.range_begin = g.range_begin),
            policies as (delete from tls_policy c using gone g
                         where c.report = g.id and c.range_begin = g.range_begin),
            failures as (delete from tls_failure c using gone g
                         where c.report = g.id and c.range_begin = g.range_begin),
            published as (delete from dmarc_policy c using gone g
                          where c.report = g.id and c.range_begin = g.range_begin),
            records as (delete from dmarc_record c using gone g
                        where c.report = g.id and c.range_begin = g.range_begin),
            conflicts as (delete from report_conflict c using gone g where c.report = g.id)
            delete from report r using gone g where r.id = g.id and r.range_begin = g.range_begin
            """;

    /** Any number will do, as long as nothing else in this database uses it. Two at once would want the same table's name. */
    private static final long MONTH_LOCK = 0x6d6f6e746873L;

    private static final String ADD_MONTH = """
            select cast(add_month_of_reports(cast(:day as date)) as text)
            from (select pg_advisory_xact_lock(:lock)) as locked
            """;

    private final Database database;

    Retention(Database database) {
        this.database = database;
    }

    /** Makes the partitions of the month of a day, if there are none. Replicas do so one after the other. */
    public Uni<StoreResult<Boolean>> addMonth(LocalDate day) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(ADD_MONTH, String.class)
                        .setParameter("day", day)
                        .setParameter("lock", MONTH_LOCK)
                        .getResultList()
                        .replaceWith(true));
    }

    /**
     * Deletes reports with all that belongs to them.
     *
     * @param before the end of the time that a report covers
     * @param held reports about these domains stay
     * @return how many, at most {@link #BATCH}
     */
    public Uni<StoreResult<Integer>> delete(Instant before, Collection<DomainName> held) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(DELETE)
                        .setParameter("before", before)
                        .setParameter(
                                "held", held.stream().map(DomainName::value).collect(Collectors.joining(",")))
                        .setParameter("many", BATCH)
                        .executeUpdate());
    }

    /**
     * Deletes closed incidents with their time lines, and what changed about domains.
     *
     * @param before when they were seen last
     * @return how many incidents
     */
    public Uni<StoreResult<Integer>> deleteIncidents(Instant before) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery("delete from domain_change where at < :before")
                        .setParameter("before", before)
                        .executeUpdate()
                        .flatMap(_ -> session.createNativeQuery(
                                        "delete from incident where state = 'CLOSED' and last_seen < :before")
                                .setParameter("before", before)
                                .executeUpdate()));
    }
}
