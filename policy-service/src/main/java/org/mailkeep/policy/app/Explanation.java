package org.mailkeep.policy.app;

import java.util.List;
import java.util.Optional;
import org.mailkeep.policy.domain.TlsPolicy;

/**
 * Why a domain's answer is what it is.
 *
 * @param served what mail servers are told
 * @param findings what DNS says now
 * @param advice what would change the answer, and what is to be mended
 * @param difference a sentence where an answer from now would be another one
 */
public record Explanation(TlsPolicy served, Findings findings, List<String> advice, Optional<String> difference) {}
