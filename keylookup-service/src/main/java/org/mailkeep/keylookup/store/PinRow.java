package org.mailkeep.keylookup.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.Source;

/** A row of {@code pin}; the columns are explained in the migration. */
@Entity
@Table(name = "pin")
class PinRow {

    @Id
    String email;

    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "source")
    String source;

    @Column(name = "since")
    Instant since;

    @Column(name = "candidate")
    @Nullable String candidate;

    @Column(name = "candidate_source")
    @Nullable String candidateSource;

    @Column(name = "candidate_since")
    @Nullable Instant candidateSince;

    @Column(name = "candidate_announced")
    boolean candidateAnnounced;

    @Column(name = "rejected")
    String[] rejected;

    @Column(name = "version")
    long version;

    StoredPin stored() {
        Optional<Pin.Candidate> other = Optional.ofNullable(candidate)
                .map(key -> new Pin.Candidate(
                        new Fingerprint(key),
                        source(Objects.requireNonNull(candidateSource)),
                        Objects.requireNonNull(candidateSince),
                        candidateAnnounced));
        return new StoredPin(
                new Pin(
                        EmailAddress.of(email),
                        new Fingerprint(fingerprint),
                        source(source),
                        since,
                        other,
                        Arrays.stream(rejected).map(Fingerprint::new).collect(Collectors.toUnmodifiableSet())),
                version);
    }

    static Source source(String word) {
        return Source.ofWord(word).orElseThrow();
    }
}
