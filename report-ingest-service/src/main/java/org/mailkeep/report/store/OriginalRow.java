package org.mailkeep.report.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Original;

/** A row of {@code report_original}, as it is read. */
@Entity
@Table(name = "report_original")
class OriginalRow {

    @Id
    UUID report;

    @Column(name = "file_name")
    @Nullable String fileName;

    @Column(name = "body")
    byte[] body;

    Original value() {
        return new Original(Body.of(body), Optional.ofNullable(fileName));
    }
}
