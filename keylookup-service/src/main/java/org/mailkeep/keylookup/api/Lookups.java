package org.mailkeep.keylookup.api;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.app.FindCertificate;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.keylookup.domain.HkpSearch;
import org.mailkeep.keylookup.domain.LookupFacts.Result;
import org.mailkeep.openpgp.Certificate;

/** One certificate for clients that know keyservers only. */
@ApplicationScoped
class Lookups {

    private final FindKey findKey;
    private final FindCertificate findCertificate;

    Lookups(FindKey findKey, FindCertificate findCertificate) {
        this.findKey = findKey;
        this.findCertificate = findCertificate;
    }

    /** What came of it. */
    sealed interface Outcome {

        /**
         * The certificate; for an address with one user ID.
         *
         * @param armored the same in ASCII armor
         */
        record Found(Certificate certificate, String armored) implements Outcome {}

        /** There is none. */
        record NotFound() implements Outcome {}

        /** It cannot be told now. */
        record TempFail(String why) implements Outcome {}

        /** The question is none that is answered here. */
        record Unsupported(String why) implements Outcome {}
    }

    Uni<Outcome> find(HkpSearch search) {
        return switch (search) {
            case HkpSearch.ByFingerprint(var fingerprint) ->
                findCertificate.byFingerprint(fingerprint).map(Lookups::outcome);
            case HkpSearch.ByKeyId(var keyId) -> findCertificate.byKeyId(keyId).map(Lookups::outcome);
            case HkpSearch.ByEmail(var email) -> find(email);
            case HkpSearch.Unsupported(var why) -> Uni.createFrom().item(new Outcome.Unsupported(why));
        };
    }

    /** A pinned key also answers while the lookup fails; it is what a client would have kept itself. */
    private Uni<Outcome> find(EmailAddress email) {
        return findKey.find(email).map(answer -> {
            Optional<Outcome> found = answer.key().map(known -> new Outcome.Found(known.minimised(), known.armored()));
            return found.orElseGet(() -> answer.result() == Result.TEMP_FAIL
                    ? new Outcome.TempFail(answer.why().orElse("a lookup failed"))
                    : new Outcome.NotFound());
        });
    }

    private static Outcome outcome(FindCertificate.Outcome outcome) {
        return switch (outcome) {
            case FindCertificate.Outcome.Found(Certificate certificate, String armored) ->
                new Outcome.Found(certificate, armored);
            case FindCertificate.Outcome.NotFound _ -> new Outcome.NotFound();
            case FindCertificate.Outcome.Failed(String why) -> new Outcome.TempFail(why);
        };
    }
}
