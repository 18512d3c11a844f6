package org.mailkeep.keydir.domain.served;

import java.util.List;
import java.util.Locale;
import org.mailkeep.contracts.DomainName;

/**
 * A domain that the directory knows.
 *
 * @param kind never changes: what protects addresses on an own domain must not be lifted by renaming it
 * @param token what the TXT record of a customer's domain has to say; made by chance, and no secret
 */
public record DirectoryDomain(DomainName name, Kind kind, String token, Verification verification) {

    /** Under which a customer's domain shows the token. */
    static final String CHALLENGE_LABEL = "_mailkeep";

    /** Where clients look first (draft-koch-openpgp-webkey-service §3.1, advanced method). */
    static final String ADVANCED_LABEL = "openpgpkey";

    private static final String TOKEN_PREFIX = "mailkeep-verification=";

    /** Whose domain it is. */
    public enum Kind {
        /** The provider's: served because the provider says so; its addresses are for ever. */
        OWN,
        /** A customer's: served while its DNS says so; its aliases can be removed. */
        CUSTOM;

        /** As in the API and the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the directory answers for it now. */
    public boolean isServed() {
        return switch (verification) {
            case Verification.NotNeeded _, Verification.Verified _ -> true;
            case Verification.Pending _, Verification.Lapsed _ -> false;
        };
    }

    /** Where the TXT record with the token has to be. */
    public DomainName challengeName() {
        return name.child(CHALLENGE_LABEL);
    }

    /** Where the CNAME record to our host has to be. */
    public DomainName advancedName() {
        return name.child(ADVANCED_LABEL);
    }

    /** The value of the TXT record. */
    public String challenge() {
        return TOKEN_PREFIX + token;
    }

    /**
     * What a customer puts into DNS. The CNAME is a proof, and what lets clients find the directory; the TXT record is a
     * proof for those who cannot set a CNAME.
     *
     * @param ourHost the name under which the directory is reached
     */
    public List<DnsSetting> settings(DomainName ourHost) {
        return switch (kind) {
            case OWN -> List.of(new DnsSetting(advancedName(), "CNAME", ourHost.value()));
            case CUSTOM ->
                List.of(
                        new DnsSetting(advancedName(), "CNAME", ourHost.value()),
                        new DnsSetting(challengeName(), "TXT", challenge()));
        };
    }

    /** The same domain, standing otherwise. */
    public DirectoryDomain with(Verification other) {
        return new DirectoryDomain(name, kind, token, other);
    }

    /** The same domain, to be proven anew with another token. */
    public DirectoryDomain withToken(String other) {
        return new DirectoryDomain(name, kind, other, verification);
    }
}
