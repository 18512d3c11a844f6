package org.mailkeep.keydir.api.pages;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.mailkeep.keydir.app.DirectoryUnavailableException;
import org.mailkeep.keydir.app.KeyStep;
import org.mailkeep.keydir.app.PutAccount;
import org.mailkeep.keydir.app.PutDomain;
import org.mailkeep.keydir.app.UploadKeys;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.domain.ownership.AliasEnd;
import org.mailkeep.keydir.domain.ownership.Claim;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/** What a form did, in a sentence. */
record Told(Mark mark, String sentence) {

    static final Told AWAY = bad("PostgreSQL does not answer; nothing was changed.");

    /** What the form did, or that nothing could be done now. */
    static Uni<Told> orAway(Uni<Told> done) {
        return done.onFailure(DirectoryUnavailableException.class).recoverWithItem(AWAY);
    }

    static Told bad(String sentence) {
        return new Told(Mark.BAD, sentence);
    }

    static Told ofDomain(PutDomain.Outcome result) {
        return switch (result) {
            case PutDomain.Outcome.Known known ->
                good(known.domain().name() + (known.added() ? " is added." : " was there already."));
            case PutDomain.Outcome.KindIsFixed fixed ->
                bad(fixed.domain().name() + " is there as the other kind, and stays so.");
            case PutDomain.Outcome.NotServable(String why) -> bad("It cannot be served: " + why + ".");
        };
    }

    static Told ofVerification(Optional<DirectoryDomain> result) {
        return result.map(domain -> domain.isServed()
                        ? good(domain.name() + " is served.")
                        : new Told(Mark.WARN, domain.name() + " is not proven; below is what is missing."))
                .orElseGet(() -> bad("There is no such domain here."));
    }

    static Told ofAccount(PutAccount.Outcome result) {
        return of(result.plan());
    }

    static Told ofAlias(Optional<AccountPlan> result) {
        return result.map(Told::of).orElseGet(() -> bad("There is no such account."));
    }

    static Told ofAliasEnd(AliasEnd result) {
        return switch (result) {
            case AliasEnd.Ends _ -> good("The address is not in use any more, and nothing is published for it.");
            case AliasEnd.Ended _ -> new Told(Mark.PLAIN, "The address was not in use any more.");
            case AliasEnd.Protected _ -> bad("An address on an own domain can only be retired.");
            case AliasEnd.IsPrimary _ -> bad("It is the primary address.");
            case AliasEnd.NotHeld _ -> bad("The account does not hold the address.");
        };
    }

    static Told ofWithdrawal(boolean offered) {
        return offered
                ? good("The key is withdrawn everywhere.")
                : new Told(Mark.PLAIN, "The account does not offer that key.");
    }

    private static Told of(AccountPlan plan) {
        return switch (plan) {
            case AccountPlan.Accepted accepted ->
                accepted.changes().isEmpty() ? new Told(Mark.PLAIN, "It was so already.") : good("It is so now.");
            case AccountPlan.Refused refused -> bad(refused.address() + ": " + sentence(refused.why()) + ".");
            case AccountPlan.TooMany(int limit) -> bad("An account has " + limit + " addresses at most.");
        };
    }

    private static String sentence(Claim.Refusal why) {
        return switch (why) {
            case Claim.Refusal.ForeignDomain _ -> "its domain is not served here";
            case Claim.Refusal.DomainNotVerified _ -> "its domain is not proven";
            case Claim.Refusal.Taken _ -> "another account has it, or had it";
            case Claim.Refusal.InQuarantine(var freeFrom) ->
                "another account gave it back lately; it is free from " + Shown.utc(freeFrom);
        };
    }

    static Told ofUpload(UploadKeys.Outcome outcome) {
        return switch (outcome) {
            case UploadKeys.Outcome.Looked looked -> of(looked);
            case UploadKeys.Outcome.NoSuchAccount _ -> bad("There is no such account.");
            case UploadKeys.Outcome.SecretKey _ ->
                bad("The file holds a secret key. Nothing of it was kept; regard that key as exposed.");
            case UploadKeys.Outcome.TooLarge(String what) -> bad("The file is too large: " + what + ".");
            case UploadKeys.Outcome.Malformed(String why) ->
                bad("The file holds no key that can be read: " + why + ".");
            case UploadKeys.Outcome.TooManyKeys(int limit) -> bad("An account offers " + limit + " keys at most.");
            case UploadKeys.Outcome.Busy _ -> bad("Too many uploads at once; try again in a moment.");
        };
    }

    private static Told of(UploadKeys.Outcome.Looked looked) {
        Optional<KeyStep.Refused> refused = looked.keys().stream()
                .map(UploadKeys.OfKey::step)
                .filter(KeyStep.Refused.class::isInstance)
                .map(KeyStep.Refused.class::cast)
                .findFirst();
        if (refused.isPresent()) {
            return bad("A key is not taken: " + sentence(refused.get().why()) + ".");
        }
        return looked.isUnchanged()
                ? new Told(Mark.PLAIN, "Nothing of it is new to the directory.")
                : good("Taken; see below what becomes of it for each address.");
    }

    private static String sentence(CertificateReading.Refusal why) {
        return switch (why) {
            case UNSUPPORTED_VERSION -> "its version is neither 4 nor 6";
            case UNSUPPORTED_KEY -> "its algorithm is unknown here, or its numbers are out of bounds";
            case MALFORMED -> "it cannot be read";
            case TOO_LARGE -> "it is larger than is accepted";
            case TOO_MANY_COMPONENTS -> "it has more user IDs or subkeys than are accepted";
            case FLOODED -> "so much claims to revoke it that it cannot all be checked";
        };
    }

    private static Told good(String sentence) {
        return new Told(Mark.GOOD, sentence);
    }
}
