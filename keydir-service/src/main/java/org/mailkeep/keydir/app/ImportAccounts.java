package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.openpgp.KeyringReading;

/** Brings accounts in with their keys, one after the other; giving one again changes nothing. */
@ApplicationScoped
public class ImportAccounts {

    private final DirectoryChanges changes;
    private final PutAccount putAccount;
    private final UploadKeys uploadKeys;

    ImportAccounts(DirectoryChanges changes, PutAccount putAccount, UploadKeys uploadKeys) {
        this.changes = changes;
        this.putAccount = putAccount;
        this.uploadKeys = uploadKeys;
    }

    /**
     * An account as it is to be.
     *
     * @param keys bodies as for an upload, armored or binary; what is not among them stays
     */
    public record Entry(AccountId account, EmailAddress primary, Set<EmailAddress> aliases, List<byte[]> keys) {}

    /** What came of one entry: all of it is done, or nothing. */
    public sealed interface Outcome {

        /** It is so now. */
        record Imported(boolean unchanged, List<UploadKeys.OfKey> keys) implements Outcome {}

        /** The addresses were refused. */
        record AddressesRefused(AccountPlan why) implements Outcome {}

        /** A key was refused; nothing of the entry is done. */
        record KeyRefused(String why) implements Outcome {}
    }

    /** Imports one entry. */
    public Uni<Outcome> put(Entry entry, String actor) {
        return readings(entry)
                .flatMap(readings -> readings.why()
                        .map(why -> Uni.createFrom().<Outcome>item(new Outcome.KeyRefused(why)))
                        .orElseGet(() -> changes.make(actor, change -> put(change, entry, readings.certificates()))));
    }

    private record Readings(List<CertificateReading> certificates, Optional<String> why) {}

    private Uni<Readings> readings(Entry entry) {
        return Multi.createFrom()
                .iterable(entry.keys())
                .onItem()
                .transformToUniAndConcatenate(uploadKeys::read)
                .collect()
                .asList()
                .map(ImportAccounts::join);
    }

    private static Readings join(List<KeyringReading> bodies) {
        List<CertificateReading> all = new ArrayList<>();
        for (KeyringReading body : bodies) {
            switch (body) {
                case KeyringReading.Certificates certificates -> all.addAll(certificates.readings());
                case KeyringReading.SecretKey _ -> {
                    return new Readings(List.of(), Optional.of("secret-key"));
                }
                case KeyringReading.TooLarge _ -> {
                    return new Readings(List.of(), Optional.of("too-large"));
                }
                case KeyringReading.Malformed _ -> {
                    return new Readings(List.of(), Optional.of("malformed-key"));
                }
            }
        }
        return new Readings(all, Optional.empty());
    }

    private Uni<Outcome> put(DirectoryChange change, Entry entry, List<CertificateReading> readings) {
        return putAccount
                .put(change, entry.account(), entry.primary(), entry.aliases())
                .flatMap(put -> switch (put.plan()) {
                    case AccountPlan.Refused refused ->
                        Uni.createFrom().<Outcome>item(new Outcome.AddressesRefused(refused));
                    case AccountPlan.TooMany tooMany ->
                        Uni.createFrom().<Outcome>item(new Outcome.AddressesRefused(tooMany));
                    case AccountPlan.Accepted _
                    when readings.isEmpty() ->
                        Uni.createFrom().<Outcome>item(new Outcome.Imported(put.isUnchanged(), List.of()));
                    case AccountPlan.Accepted _ ->
                        uploadKeys
                                .upload(change, entry.account(), readings)
                                .map(uploaded -> imported(put.isUnchanged(), uploaded));
                });
    }

    private static Outcome imported(boolean accountUnchanged, UploadKeys.Outcome uploaded) {
        return switch (uploaded) {
            case UploadKeys.Outcome.Looked looked ->
                new Outcome.Imported(accountUnchanged && looked.isUnchanged(), looked.keys());
            case UploadKeys.Outcome.TooManyKeys _ -> new Outcome.KeyRefused("too-many-keys");
            case UploadKeys.Outcome.NoSuchAccount _,
                    UploadKeys.Outcome.SecretKey _,
                    UploadKeys.Outcome.TooLarge _,
                    UploadKeys.Outcome.Malformed _,
                    UploadKeys.Outcome.Busy _ ->
                throw new IllegalStateException("the account was just locked, and its keys were read before");
        };
    }
}
