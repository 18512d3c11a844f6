package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.store.UploadRepository;
import org.mailkeep.keylookup.store.UploadRepository.Followed;
import org.mailkeep.keylookup.store.UploadRepository.Upload;
import org.mailkeep.platform.store.StoreResult;

/** What was published on a keyserver lately, and what is still waited for. */
@ApplicationScoped
public class ShowUploads {

    /** Certificates that are shown at most. */
    public static final int MOST = 50;

    private final UploadRepository uploads;

    ShowUploads(UploadRepository uploads) {
        this.uploads = uploads;
    }

    /** A certificate that was uploaded from here, with what the keyserver says of each of its addresses. */
    public record Uploaded(Fingerprint fingerprint, List<Address> addresses) {}

    /**
     * How far an address is.
     *
     * @param server the keyserver's host
     * @param state the keyserver's word
     * @param at when it said so
     * @param nextAsked when it is asked again; empty when nothing is waited for
     */
    public record Address(EmailAddress email, String server, String state, Instant at, Optional<Instant> nextAsked) {}

    /**
     * Those that a keyserver said something of last, the latest first.
     *
     * @return empty while the store is away
     */
    public Uni<Optional<List<Uploaded>>> latest() {
        return uploads.latest(MOST).map(result -> switch (result) {
            case StoreResult.Done<List<Followed>>(List<Followed> rows) -> Optional.of(byCertificate(rows));
            case StoreResult.Unavailable<List<Followed>> _ -> Optional.empty();
        });
    }

    private static List<Uploaded> byCertificate(List<Followed> rows) {
        Map<Fingerprint, List<Address>> certificates = new LinkedHashMap<>();
        for (Followed row : rows) {
            Upload upload = row.upload();
            certificates
                    .computeIfAbsent(upload.fingerprint(), _ -> new ArrayList<>())
                    .add(new Address(upload.email(), upload.server(), upload.state(), upload.at(), row.nextAsked()));
        }
        return certificates.entrySet().stream()
                .map(entry -> new Uploaded(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }
}
