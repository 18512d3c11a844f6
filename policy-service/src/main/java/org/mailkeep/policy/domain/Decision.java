package org.mailkeep.policy.domain;

import org.mailkeep.policy.domain.postfix.PostfixReply;

/**
 * The answer for a destination.
 *
 * @param rule the rule that made it
 * @param reply what a mail server that asks over the socketmap is told
 */
public record Decision(Rule rule, PostfixReply reply) {

    /** What the answer amounts to. */
    public Effective effective() {
        return rule.effective();
    }
}
