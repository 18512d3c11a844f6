package org.mailkeep.report.domain.incident;

import org.mailkeep.contracts.DomainName;

/**
 * Failures of one kind: whoever reports them means the same matter.
 *
 * @param mxHost lower case, as reported; empty where reports name none
 * @param resultType the word of RFC 8460 §4.3, or another one as reported
 */
public record Cluster(DomainName domain, String mxHost, String resultType) {}
