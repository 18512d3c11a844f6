package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.dashboard.ReporterPicture.SeenQuirk;

/** How the reports of an organisation deviate from the RFCs. */
@ApplicationScoped
public class ReporterQuirks {

    private static final String QUIRKS = """
            select quirk, reports, first_seen, last_seen, example_path from sender_quirk
            where organization = :organization order by reports desc, quirk
            """;

    private final Database database;

    ReporterQuirks(Database database) {
        this.database = database;
    }

    /** The most frequent first. */
    public Uni<StoreResult<List<SeenQuirk>>> of(String organization) {
        return database.inTransaction(session -> session.createNativeQuery(QUIRKS, Object[].class)
                .setParameter("organization", organization)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new SeenQuirk(
                                (String) row[0], (Long) row[1], Times.instant(row[2]), Times.instant(row[3]), (String)
                                        row[4]))
                        .toList()));
    }
}
