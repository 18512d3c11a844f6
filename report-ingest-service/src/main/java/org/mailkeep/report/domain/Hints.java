package org.mailkeep.report.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.contracts.DomainName;

/**
 * What is known of a report from around it. What the report says itself counts more (RFC 8460 §5.6).
 *
 * @param policyDomain from the header {@code TLS-Report-Domain}, the file name or the secret path
 * @param submitter the organisation, from the header {@code TLS-Report-Submitter} or the file name
 */
public record Hints(Optional<DomainName> policyDomain, Optional<String> submitter) {

    public static final Hints NONE = new Hints(Optional.empty(), Optional.empty());

    /** RFC 8460 §5.1: {@code sender!policy-domain!begin!end[!unique-id].json[.gz]}; RFC 7489 §7.2.1.1 the same for XML. */
    private static final Pattern FILE_NAME = Pattern.compile(
            "(?<sender>[^!/\\\\]{0,255})!(?<domain>[^!/\\\\]{1,255})![0-9]{1,19}![0-9]{1,19}[!.].{0,255}");

    /** What a file name tells. */
    public static Hints ofFileName(String name) {
        Matcher matcher = FILE_NAME.matcher(StorableText.of(name));
        return matcher.matches()
                ? new Hints(
                        DomainName.parse(matcher.group("domain")),
                        Optional.of(matcher.group("sender")).filter(sender -> !sender.isBlank()))
                : NONE;
    }

    /** These, and where they are silent the others. */
    public Hints or(Hints others) {
        return new Hints(policyDomain.or(others::policyDomain), submitter.or(others::submitter));
    }
}
