package org.mailkeep.policy.domain.caa;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * An issuer that may issue, and under which conditions.
 *
 * @param issuer the domain name by which the authority is known, for example {@code letsencrypt.org}
 * @param parameters in the order of the record
 */
public record Authorization(DomainName issuer, List<Parameter> parameters) {

    public Authorization {
        parameters = List.copyOf(parameters);
    }

    /** A condition; what it means is the issuer's to say, but for those of RFC 8657. */
    public record Parameter(String name, String value) {}

    /** The account that alone may ask for certificates (RFC 8657 §3). */
    public Optional<String> accountUri() {
        return values("accounturi").stream().findFirst();
    }

    /** The ways of validation that alone may be used (RFC 8657 §4), empty where every one may. */
    public List<String> validationMethods() {
        return values("validationmethods").stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .toList();
    }

    /** Why the issuer must not issue all the same; empty where it may. */
    public Optional<String> contradiction() {
        // RFC 8657 §3: more than one accounturi, or an invalid one, makes the property unsatisfiable; §4 likewise.
        if (values("accounturi").size() > 1) {
            return Optional.of("there is more than one accounturi");
        }
        if (values("validationmethods").size() > 1) {
            return Optional.of("there is more than one validationmethods");
        }
        if (accountUri().filter(uri -> !uri.contains(":")).isPresent()) {
            return Optional.of("the accounturi is no URI");
        }
        return Optional.empty();
    }

    private List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .toList();
    }
}
