package org.mailkeep.report.mail;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.context.CallersContext;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.mail.Claim;
import org.mailkeep.report.domain.mail.Proof;
import org.mailkeep.report.domain.mail.Proof.Signer;
import org.mailkeep.report.mail.SignedMail.Check;

/**
 * Finds out whether a mail comes from where it says: by its DKIM signatures with the keys that are in DNS now, or by the word of
 * the mail server that the settings trust.
 */
@ApplicationScoped
public class MailProof {

    /** For all keys of a mail together. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String SILENT = "DNS did not answer for the key of the signature";

    private final DnsResolver dns;
    private final Optional<String> authservId;

    MailProof(DnsResolver dns, ReportConfig config) {
        this.dns = dns;
        authservId = config.authservId();
    }

    /** What DNS says for a signature. */
    private record Asked(DkimSignature signature, Lookup<String> keys) {}

    /**
     * Whether somebody answers for the mail.
     *
     * @param receivedAt signatures are held against that time
     */
    public Uni<Proof> of(Body mail, Instant receivedAt) {
        return CallersContext.comeBackWith(onWorker(() -> SignedMail.of(mail, receivedAt))
                .flatMap(signed -> trusted(signed)
                        .map(proof -> Uni.createFrom().item(proof))
                        .orElseGet(() -> verify(signed))));
    }

    private Optional<Proof> trusted(SignedMail mail) {
        Claim claim = mail.claim();
        return authservId
                .map(id -> AuthenticationResults.of(mail.header(), id, claim))
                .filter(results -> results.passesDmarc()
                        || results.signers().stream().map(Signer::domain).anyMatch(claim::agreesWith))
                .map(results -> new Proof.Verified(claim, results.signers(), results.passesDmarc()));
    }

    private Uni<Proof> verify(SignedMail mail) {
        if (mail.candidates().isEmpty()) {
            return Uni.createFrom().item(new Proof.Missing(mail.objection()));
        }
        List<Uni<Asked>> questions = mail.candidates().stream().map(this::ask).toList();
        return Uni.join()
                .all(questions)
                .andFailFast()
                .flatMap(asked -> onWorker(() -> conclude(mail, asked)))
                .ifNoItem()
                .after(LIMIT)
                .recoverWithItem(new Proof.Undecided(SILENT));
    }

    private Uni<Asked> ask(DkimSignature signature) {
        DomainName name = signature.keyName().orElseThrow();
        return dns.txt(name).map(keys -> new Asked(signature, keys));
    }

    /** One signature that holds is enough; without, one whose key may still come leaves everything open. */
    private static Proof conclude(SignedMail mail, List<Asked> asked) {
        var signers = new ArrayList<Signer>();
        String reason = mail.objection();
        boolean open = false;
        for (Asked one : asked) {
            switch (one.keys()) {
                case Lookup.TempFail<String> _, Lookup.Bogus<String> _ -> open = true;
                case Lookup.NoData<String> _, Lookup.NxDomain<String> _ ->
                    reason = "there is no key for the signature in DNS";
                case Lookup.Secure<String> found -> reason = check(mail, one, found.records(), signers);
                case Lookup.Insecure<String> found -> reason = check(mail, one, found.records(), signers);
            }
        }
        if (!signers.isEmpty()) {
            return new Proof.Verified(mail.claim(), signers, false);
        }
        return open ? new Proof.Undecided(SILENT) : new Proof.Missing(reason);
    }

    private static String check(SignedMail mail, Asked one, List<String> records, List<Signer> signers) {
        return switch (mail.check(one.signature(), records)) {
            case Check.Holds(Signer signer) -> {
                signers.add(signer);
                yield "";
            }
            case Check.Fails(String reason) -> reason;
        };
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
