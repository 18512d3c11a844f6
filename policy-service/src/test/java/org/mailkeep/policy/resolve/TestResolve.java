package org.mailkeep.policy.resolve;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.config.NetConfig;
import org.mailkeep.platform.config.TlsConfig;
import org.mailkeep.platform.dns.DnsQuestions;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;
import org.mailkeep.testkit.TestConfig;

/** What the package offers and needs, put together without Quarkus. */
public final class TestResolve implements AutoCloseable {

    private final DnsQuestions questions;
    private final DnsResolver dns;
    private final PolicyHost policyHost;

    public TestResolve(Map<String, String> settings, Vertx vertx, Clock clock) {
        DnsConfig config = TestConfig.of(DnsConfig.class, settings);
        questions = new DnsQuestions(config, vertx, clock);
        dns = new DnsResolver(questions, config, clock);
        policyHost = policyHost(settings, vertx, PolicyHost.TIMEOUT);
    }

    static PolicyHost policyHost(Map<String, String> settings, Vertx vertx, Duration timeout) {
        return new PolicyHost(
                new WebHostAddresses(TestConfig.of(DnsConfig.class, settings), vertx),
                new PublicAddresses(
                        TestConfig.of(NetConfig.class, settings).allowPrivate().orElse(List.of())),
                new TrustedAuthorities(TestConfig.of(TlsConfig.class, settings)),
                TestConfig.of(HttpsConfig.class, settings),
                vertx,
                timeout);
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
