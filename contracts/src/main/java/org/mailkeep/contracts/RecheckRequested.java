package org.mailkeep.contracts;

/**
 * Somebody asks policy-service, on {@value #TOPIC}, to evaluate a domain anew.
 *
 * @param reason a word or short sentence, at most 200 characters
 * @param evidence what made the sender ask, for example a report's id; may be empty, at most 2000 characters
 */
public record RecheckRequested(DomainName domain, String reason, String evidence) {

    public static final String TOPIC = "mailkeep.tls-policy.requests";
    public static final String TYPE = "policy.recheck-requested";
}
