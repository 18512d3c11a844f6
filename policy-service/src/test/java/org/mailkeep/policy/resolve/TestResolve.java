package org.mailkeep.policy.resolve;

import io.vertx.core.Vertx;
import java.time.Clock;
import org.mailkeep.policy.config.PolicyConfig;

/** What the package offers, put together without Quarkus. */
public final class TestResolve implements AutoCloseable {

    private final DnsQuestions questions;
    private final DnsResolver dns;
    private final PolicyHost policyHost;

    public TestResolve(PolicyConfig config, Vertx vertx, Clock clock) {
        questions = new DnsQuestions(config, vertx, clock);
        dns = new DnsResolver(questions, config, clock);
        policyHost = new PolicyHost(config, vertx);
    }

    public DnsResolver dns() {
        return dns;
    }

    public PolicyHost policyHost() {
        return policyHost;
    }

    @Override
    public void close() {
        questions.close();
    }
}
