package org.mailkeep.platform.dns;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.config.DnsConfig.Mode;
import org.mailkeep.platform.dns.ValidationState.Broken;
import org.mailkeep.platform.dns.ValidationState.Ok;
import org.mailkeep.platform.dns.ValidationState.Unchecked;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Looks up a name that is correctly signed and one that is wrongly signed, at start and every hour, past the cache.
 * Behind a resolver that strips signatures, or believes wrong ones, DANE would vanish without a sound.
 */
@ApplicationScoped
public class ValidationCheck {

    private static final Logger LOG = Logger.getLogger(ValidationCheck.class);

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final DnsQuestions questions;
    private final DomainName knownSigned;
    private final DomainName knownBogus;
    private final Clock clock;
    private final AtomicReference<ValidationState> state =
            new AtomicReference<>(new Unchecked("the first check is under way"));
    private volatile Instant nextCheck = Instant.MIN;

    @Inject
    ValidationCheck(DnsQuestions questions, DnsConfig config, MeterRegistry metrics, Clock clock) {
        this.questions = questions;
        this.clock = clock;
        knownSigned = name("known-signed", config.knownSigned());
        knownBogus = name("known-bogus", config.knownBogus());
        Gauge.builder("mailkeep.dns.validation.ok", state, current -> current.get() instanceof Ok ? 1 : 0)
                .description("1 while DNSSEC validation is seen to work, else 0")
                .register(metrics);
    }

    /** What the last check came to. */
    public ValidationState state() {
        return state.get();
    }

    /** Checks when an hour is over; while validation does not work, every time. */
    @Scheduled(every = "1m", identity = "dns-validation-check")
    Uni<Void> checkIfDue() {
        return state.get() instanceof Ok && clock.instant().isBefore(nextCheck)
                ? Uni.createFrom().voidItem()
                : check().replaceWithVoid();
    }

    /** Checks now. */
    Uni<ValidationState> check() {
        if (questions.mode() == Mode.OFF) {
            state.set(new Unchecked("mailkeep.dns.mode is off: nothing is validated, and there is no DANE"));
            return Uni.createFrom().item(state.get());
        }
        return Uni.combine()
                .all()
                .unis(ask(knownSigned), ask(knownBogus))
                .with((signed, bogus) -> judge(signed, bogus))
                .invoke(this::take);
    }

    private Uni<Lookup<Record>> ask(DomainName name) {
        return Uni.createFrom().completionStage(() -> questions.ask(name, Type.A));
    }

    private void take(ValidationState found) {
        nextCheck = clock.instant().plus(INTERVAL);
        ValidationState before = state.getAndSet(found);
        if (found instanceof Broken(String why) && !found.equals(before)) {
            LOG.errorf("DNSSEC validation does not work, so DANE is not to be relied on: %s", why);
        } else if (found instanceof Ok && !(before instanceof Ok)) {
            LOG.info("DNSSEC validation works: a signed name is secure, a wrongly signed one is refused");
        }
    }

    private ValidationState judge(Lookup<Record> signed, Lookup<Record> bogus) {
        return switch (signed) {
            case Lookup.Secure<Record> _ -> judgeBogus(bogus);
            case Lookup.NoData<Record> none ->
                none.secure() ? judgeBogus(bogus) : new Broken(knownSigned + " is signed, but was found insecure");
            case Lookup.Insecure<Record> _ -> new Broken(knownSigned + " is signed, but was found insecure");
            case Lookup.NxDomain<Record> _ -> new Broken(knownSigned + " does not exist");
            case Lookup.Bogus<Record>(String why) -> new Broken(knownSigned + ": " + why);
            case Lookup.TempFail<Record>(String why) -> new Broken(knownSigned + ": " + why);
        };
    }

    private ValidationState judgeBogus(Lookup<Record> bogus) {
        return switch (bogus) {
            case Lookup.Bogus<Record> _ -> new Ok();
            // A validating upstream answers SERVFAIL for wrong signatures, and tells no more.
            case Lookup.TempFail<Record>(String why) ->
                questions.mode() == Mode.TRUST_AD ? new Ok() : new Broken(knownBogus + ": " + why);
            case Lookup.Secure<Record> _,
                    Lookup.Insecure<Record> _,
                    Lookup.NoData<Record> _,
                    Lookup.NxDomain<Record> _ -> new Broken(knownBogus + " is signed wrongly, but was not refused");
        };
    }

    private static DomainName name(String key, String text) {
        return DomainName.parse(text)
                .orElseThrow(() -> new IllegalStateException("mailkeep.dns." + key + " is not a domain name"));
    }
}
