package org.mailkeep.policy.domain;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.policy.domain.mtasts.StsState;

/** What DNS and policy hosts can have said, for tests to put together. */
public final class Facts {

    public static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    public static final DomainName DOMAIN = DomainName.of("example.com");

    static final HostVerdict USABLE = new HostVerdict.Usable(DOMAIN, List.of(new TlsaRecord(3, 1, 1, "ab".repeat(32))));
    static final HostVerdict UNUSABLE =
            new HostVerdict.Unusable(DOMAIN, List.of(new TlsaRecord(1, 1, 1, "ab".repeat(32))));
    static final HostVerdict NO_TLSA = new HostVerdict.NoTlsa("there are no TLSA records");
    static final HostVerdict UNKNOWN = new HostVerdict.TempFail("the TLSA records could not be looked up");
    static final HostVerdict DEAD = new HostVerdict.Unreachable("the host does not exist");

    static final StsState NO_STS = new StsState.Off("no _mta-sts record", NOW.plus(Duration.ofMinutes(30)));
    static final StsState ENFORCED = sts(Mode.ENFORCE);
    static final StsState TESTING = sts(Mode.TESTING);
    static final StsState WITHDRAWN = sts(Mode.NONE);

    private Facts() {}

    /** The policy with these lines between version and max_age. */
    public static StsPolicy policy(Duration maxAge, String... lines) {
        String file = Stream.of(
                        Stream.of("version: STSv1"), Stream.of(lines), Stream.of("max_age: " + maxAge.toSeconds()))
                .flatMap(part -> part)
                .reduce("", (text, line) -> text + line + "\n");
        return switch (StsPolicy.parse(file.getBytes(StandardCharsets.UTF_8))) {
            case StsPolicy.Valid(StsPolicy valid) -> valid;
            case StsPolicy.Invalid(String why) -> throw new IllegalArgumentException(why);
        };
    }

    /** A policy that was fetched a minute ago and lives for a week. */
    static StsState sts(Mode mode) {
        return new StsState.Active(
                policy(Duration.ofDays(7), "mode: " + mode.word(), "mx: *.example.com"),
                "20261124",
                NOW.minus(Duration.ofMinutes(1)),
                Optional.empty(),
                NOW.plus(Duration.ofHours(1)));
    }

    static Route secureMx(HostVerdict... verdicts) {
        return mx(true, List.of(verdicts));
    }

    static Route insecureMx(HostVerdict... verdicts) {
        return mx(false, List.of(verdicts));
    }

    static Route mx(boolean secure, List<HostVerdict> verdicts) {
        List<Route.Host> hosts = IntStream.range(0, verdicts.size())
                .mapToObj(i -> new Route.Host(new MxHost(DOMAIN.child("mx" + i), 10), verdicts.get(i)))
                .toList();
        return new Route.Hosts(hosts, secure, false, NOW.plus(Duration.ofMinutes(10)));
    }

    static Route noMail() {
        return new Route.NoMail(NOW.plus(Duration.ofMinutes(10)));
    }

    static Route noSuchDomain() {
        return new Route.NoSuchDomain(NOW.plus(Duration.ofMinutes(10)));
    }

    static Route undetermined() {
        return new Route.Undetermined("the MX records could not be looked up", NOW.plus(TlsPolicy.FAILURE_LIFE));
    }
}
