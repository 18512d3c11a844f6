package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.dashboard.DmarcPicture;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.dmarc.DmarcRecord;

/** What was reported of messages in the name of a domain, or of all. */
@ApplicationScoped
public class DmarcTotals {

    private static final String FROM_DAYS = """
            from daily_dmarc
            where day between cast(:from as date) and cast(:to as date) and verified = :verified
            """;

    private static final String SUMS = """
            cast(coalesce(sum(messages) filter (where passed), 0) as bigint),
            cast(coalesce(sum(messages) filter (where not passed), 0) as bigint)
            """;

    private static final String ELSEWHERE = """
            select cast(coalesce(sum(messages), 0) as bigint) from daily_dmarc
            where day between cast(:from as date) and cast(:to as date) and verified <> :verified
            """;

    /** The time is said of each table: PostgreSQL leaves out the partitions of other months by that alone. */
    private static final String RECORDS = """
            from report_domain d
            join report r on r.id = d.report and r.range_begin = d.range_begin
            join dmarc_record c on c.report = d.report and c.range_begin = d.range_begin
            where d.domain = :domain and d.range_begin >= :from and d.range_begin < :to
              and r.range_begin >= :from and r.range_begin < :to
              and c.range_begin >= :from and c.range_begin < :to
              and (r.trust <> 'UNVERIFIED' and r.hosted) = :verified
            """;

    private static final String SOURCES = """
            select c.source_ip, cast(count(distinct r.organization_key) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.dkim = 'pass'), 0) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.spf = 'pass'), 0) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.dkim = 'pass' or c.spf = 'pass'), 0) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.dkim <> 'pass' and c.spf <> 'pass'), 0) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.disposition = 'quarantine'), 0) as bigint),
                   cast(coalesce(sum(c.messages) filter (where c.disposition = 'reject'), 0) as bigint)
            """ + RECORDS + " group by c.source_ip order by 6 desc, 5 desc, 1 limit 200";

    private final Database database;

    DmarcTotals(Database database) {
        this.database = database;
    }

    /** Of one domain, or of all of them. */
    public Uni<StoreResult<DmarcPicture>> picture(Optional<String> domain, TimeRange range, boolean verified) {
        var asked = new Asked(domain, range, verified);
        return database.inTransaction(session -> asked.days(
                        session, "select cast(day as text), " + SUMS, "group by day order by day")
                .flatMap(days -> asked.days(
                                session, "select disposition, " + SUMS, "group by disposition order by disposition")
                        .flatMap(fates -> asked.days(
                                        session,
                                        "select domain, " + SUMS,
                                        "group by domain order by 3 desc, domain limit 200")
                                .flatMap(domains -> asked.sources(session)
                                        .flatMap(sources -> asked.elsewhere(session)
                                                .map(elsewhere ->
                                                        picture(days, fates, domains, sources, elsewhere)))))));
    }

    /** The records of one source, those of the most messages first. */
    public Uni<StoreResult<List<DmarcRecord>>> records(
            String domain, String source, TimeRange range, boolean verified, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(
                        "select c.id " + RECORDS
                                + " and c.source_ip = :source order by c.messages desc, c.id limit :many",
                        Long.class)
                .setParameter("domain", domain)
                .setParameter("source", source)
                .setParameter("from", range.begin())
                .setParameter("to", range.end())
                .setParameter("verified", verified)
                .setParameter("many", limit)
                .getResultList()
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.<DmarcRecordRow>of())
                        : session.createQuery(
                                        "from DmarcRecordRow where id in :ids and rangeBegin >= :from and rangeBegin < :to"
                                                + " order by messages desc, id",
                                        DmarcRecordRow.class)
                                .setParameter("ids", ids)
                                .setParameter("from", range.begin())
                                .setParameter("to", range.end())
                                .getResultList())
                .map(rows -> rows.stream().map(DmarcRecordRow::value).toList()));
    }

    private record Asked(Optional<String> domain, TimeRange range, boolean verified) {

        Uni<List<Object[]>> days(Mutiny.Session session, String select, String groups) {
            return bound(session.createNativeQuery(select + FROM_DAYS + condition() + groups, Object[].class))
                    .getResultList();
        }

        Uni<Long> elsewhere(Mutiny.Session session) {
            return bound(session.createNativeQuery(ELSEWHERE + condition(), Long.class))
                    .getSingleResult();
        }

        private String condition() {
            return domain.isPresent() ? " and domain = :domain " : " ";
        }

        private <T> Mutiny.SelectionQuery<T> bound(Mutiny.SelectionQuery<T> query) {
            domain.ifPresent(name -> query.setParameter("domain", name));
            return query.setParameter("from", range.first())
                    .setParameter("to", range.last())
                    .setParameter("verified", verified);
        }

        Uni<List<Object[]>> sources(Mutiny.Session session) {
            return domain.map(name -> session.createNativeQuery(SOURCES, Object[].class)
                            .setParameter("domain", name)
                            .setParameter("from", range.begin())
                            .setParameter("to", range.end())
                            .setParameter("verified", verified)
                            .getResultList())
                    .orElseGet(() -> Uni.createFrom().item(List.of()));
        }
    }

    private static DmarcPicture picture(
            List<Object[]> days, List<Object[]> fates, List<Object[]> domains, List<Object[]> sources, long elsewhere) {
        return new DmarcPicture(
                days.stream()
                        .map(row ->
                                new DmarcPicture.Day(LocalDate.parse((String) row[0]), (Long) row[1], (Long) row[2]))
                        .toList(),
                fates.stream()
                        .map(row -> new DmarcPicture.Disposition((String) row[0], (Long) row[1], (Long) row[2]))
                        .toList(),
                domains.stream()
                        .map(row -> new DmarcPicture.Domain((String) row[0], (Long) row[1], (Long) row[2]))
                        .toList(),
                sources.stream()
                        .map(row -> new DmarcPicture.Source(
                                (String) row[0],
                                (Long) row[1],
                                (Long) row[2],
                                (Long) row[3],
                                (Long) row[4],
                                (Long) row[5],
                                (Long) row[6],
                                (Long) row[7]))
                        .toList(),
                elsewhere);
    }
}
