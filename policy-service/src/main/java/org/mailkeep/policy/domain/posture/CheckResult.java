package org.mailkeep.policy.domain.posture;

import org.mailkeep.contracts.DomainName;

/**
 * How one check came out.
 *
 * @param subject the domain or host that was looked at
 * @param evidence what was seen, in sentences without text from strangers
 * @param mend what to do about it, in a sentence; empty where there is nothing to mend
 */
public record CheckResult(Check check, DomainName subject, Grade grade, String evidence, String mend) {}
