package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Publication;

/** A row of {@code hosted_domain}; the columns are explained in the migration. */
@Entity
@Table(name = "hosted_domain")
class HostedRow {

    @Id
    String domain;

    @Column(name = "revision")
    long revision;

    @Column(name = "live")
    boolean live;

    @Column(name = "wanted")
    @JdbcTypeCode(SqlTypes.JSON)
    String wanted;

    @Column(name = "publication")
    @JdbcTypeCode(SqlTypes.JSON)
    String publication;

    @Column(name = "probe_due_at")
    Instant probeDueAt;

    Hosted toHosted() {
        return new Hosted(
                Documents.read(wanted, HostedDomain.class), Documents.read(publication, Publication.class), revision);
    }

    void set(Hosted hosted) {
        revision = hosted.revision();
        wanted = Documents.write(hosted.wanted());
        set(hosted.publication());
    }

    void set(Publication changed) {
        publication = Documents.write(changed);
        live = changed.live();
    }
}
