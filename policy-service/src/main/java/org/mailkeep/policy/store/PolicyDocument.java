package org.mailkeep.policy.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Decision;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.Rule;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/**
 * The JSON of the column {@code policy}. Fields are only ever added, so that replicas of two versions can share a store;
 * what is unreadable all the same is evaluated anew.
 *
 * @param withTlsrpt the reply for QUERYwithTLSRPT where it differs from {@code reply}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PolicyDocument(
        RouteDocument route,
        StsDocument sts,
        Rule rule,
        String reply,
        Optional<String> withTlsrpt,
        Instant evaluatedAt) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private static final Logger LOG = Logger.getLogger(PolicyDocument.class);

    static String write(TlsPolicy policy) {
        PostfixReply reply = policy.decision().reply();
        boolean same = reply.query().equals(reply.queryWithTlsrpt());
        var document = new PolicyDocument(
                RouteDocument.of(policy.route()),
                StsDocument.of(policy.sts()),
                policy.decision().rule(),
                reply.query(),
                same ? Optional.empty() : Optional.of(reply.queryWithTlsrpt()),
                policy.evaluatedAt());
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for what this version of the service cannot read. */
    static Optional<TlsPolicy> read(String json, DomainName domain, long version) {
        try {
            PolicyDocument document = JSON.readValue(json, PolicyDocument.class);
            return Optional.of(new TlsPolicy(
                    domain,
                    document.route.toRoute(),
                    document.sts.toState(),
                    document.decision(),
                    document.evaluatedAt,
                    version));
        } catch (JsonProcessingException | RuntimeException _) {
            LOG.warnf("The stored policy of %s cannot be read and is evaluated anew", domain);
            return Optional.empty();
        }
    }

    private Decision decision() {
        return new Decision(rule, new PostfixReply(reply, withTlsrpt.orElse(reply)));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "hosts", value = RouteDocument.Hosts.class),
        @JsonSubTypes.Type(name = "no-mail", value = RouteDocument.NoMail.class),
        @JsonSubTypes.Type(name = "no-such-domain", value = RouteDocument.NoSuchDomain.class),
        @JsonSubTypes.Type(name = "undetermined", value = RouteDocument.Undetermined.class)
    })
    sealed interface RouteDocument {

        Route toRoute();

        record Hosts(List<HostDocument> hosts, boolean mxSecure, boolean implicit, Instant expiresAt)
                implements RouteDocument {
            @Override
            public Route toRoute() {
                return new Route.Hosts(
                        hosts.stream().map(HostDocument::toHost).toList(), mxSecure, implicit, expiresAt);
            }
        }

        record NoMail(Instant expiresAt) implements RouteDocument {
            @Override
            public Route toRoute() {
                return new Route.NoMail(expiresAt);
            }
        }

        record NoSuchDomain(Instant expiresAt) implements RouteDocument {
            @Override
            public Route toRoute() {
                return new Route.NoSuchDomain(expiresAt);
            }
        }

        record Undetermined(String why, Instant expiresAt) implements RouteDocument {
            @Override
            public Route toRoute() {
                return new Route.Undetermined(why, expiresAt);
            }
        }

        static RouteDocument of(Route route) {
            return switch (route) {
                case Route.Hosts known ->
                    new Hosts(
                            known.hosts().stream().map(HostDocument::of).toList(),
                            known.mxSecure(),
                            known.implicit(),
                            known.expiresAt());
                case Route.NoMail known -> new NoMail(known.expiresAt());
                case Route.NoSuchDomain known -> new NoSuchDomain(known.expiresAt());
                case Route.Undetermined unknown -> new Undetermined(unknown.why(), unknown.expiresAt());
            };
        }
    }

    record HostDocument(String name, int preference, VerdictDocument verdict) {

        static HostDocument of(Route.Host host) {
            return new HostDocument(
                    host.mx().name().value(), host.mx().preference(), VerdictDocument.of(host.verdict()));
        }

        Route.Host toHost() {
            return new Route.Host(new MxHost(new DomainName(name), preference), verdict.toVerdict());
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "usable", value = VerdictDocument.Usable.class),
        @JsonSubTypes.Type(name = "unusable", value = VerdictDocument.Unusable.class),
        @JsonSubTypes.Type(name = "no-tlsa", value = VerdictDocument.NoTlsa.class),
        @JsonSubTypes.Type(name = "temp-fail", value = VerdictDocument.TempFail.class),
        @JsonSubTypes.Type(name = "unreachable", value = VerdictDocument.Unreachable.class)
    })
    sealed interface VerdictDocument {

        HostVerdict toVerdict();

        record Usable(String base, List<TlsaDocument> tlsa) implements VerdictDocument {
            @Override
            public HostVerdict toVerdict() {
                return new HostVerdict.Usable(new DomainName(base), TlsaDocument.toRecords(tlsa));
            }
        }

        record Unusable(String base, List<TlsaDocument> tlsa) implements VerdictDocument {
            @Override
            public HostVerdict toVerdict() {
                return new HostVerdict.Unusable(new DomainName(base), TlsaDocument.toRecords(tlsa));
            }
        }

        record NoTlsa(String why) implements VerdictDocument {
            @Override
            public HostVerdict toVerdict() {
                return new HostVerdict.NoTlsa(why);
            }
        }

        record TempFail(String why) implements VerdictDocument {
            @Override
            public HostVerdict toVerdict() {
                return new HostVerdict.TempFail(why);
            }
        }

        record Unreachable(String why) implements VerdictDocument {
            @Override
            public HostVerdict toVerdict() {
                return new HostVerdict.Unreachable(why);
            }
        }

        static VerdictDocument of(HostVerdict verdict) {
            return switch (verdict) {
                case HostVerdict.Usable known -> new Usable(known.base().value(), TlsaDocument.of(known.tlsa()));
                case HostVerdict.Unusable known -> new Unusable(known.base().value(), TlsaDocument.of(known.tlsa()));
                case HostVerdict.NoTlsa(String why) -> new NoTlsa(why);
                case HostVerdict.TempFail(String why) -> new TempFail(why);
                case HostVerdict.Unreachable(String why) -> new Unreachable(why);
            };
        }
    }

    record TlsaDocument(int usage, int selector, int matchingType, String data) {

        static List<TlsaDocument> of(List<TlsaRecord> records) {
            return records.stream()
                    .map(tlsa -> new TlsaDocument(tlsa.usage(), tlsa.selector(), tlsa.matchingType(), tlsa.data()))
                    .toList();
        }

        static List<TlsaRecord> toRecords(List<TlsaDocument> documents) {
            return documents.stream()
                    .map(tlsa -> new TlsaRecord(tlsa.usage, tlsa.selector, tlsa.matchingType, tlsa.data))
                    .toList();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "off", value = StsDocument.Off.class),
        @JsonSubTypes.Type(name = "unavailable", value = StsDocument.Unavailable.class),
        @JsonSubTypes.Type(name = "active", value = StsDocument.Active.class)
    })
    sealed interface StsDocument {

        StsState toState();

        record Off(String why, Instant nextCheck) implements StsDocument {
            @Override
            public StsState toState() {
                return new StsState.Off(why, nextCheck);
            }
        }

        record Unavailable(FailureDocument failure, Instant nextCheck) implements StsDocument {
            @Override
            public StsState toState() {
                return new StsState.Unavailable(failure.toFailure(), nextCheck);
            }
        }

        /**
         * A policy in force.
         *
         * @param file the policy file in canonical form
         */
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        record Active(
                String file, String id, Instant fetchedAt, Optional<FailureDocument> lastFailure, Instant nextCheck)
                implements StsDocument {
            @Override
            public StsState toState() {
                return switch (StsPolicy.parse(file.getBytes(StandardCharsets.US_ASCII))) {
                    case StsPolicy.Valid(StsPolicy policy) ->
                        new StsState.Active(
                                policy, id, fetchedAt, lastFailure.map(FailureDocument::toFailure), nextCheck);
                    case StsPolicy.Invalid(String why) -> throw new IllegalArgumentException(why);
                };
            }
        }

        static StsDocument of(StsState state) {
            return switch (state) {
                case StsState.Off off -> new Off(off.why(), off.nextCheck());
                case StsState.Unavailable unavailable ->
                    new Unavailable(FailureDocument.of(unavailable.failure()), unavailable.nextCheck());
                case StsState.Active active ->
                    new Active(
                            active.policy().format(),
                            active.id(),
                            active.fetchedAt(),
                            active.lastFailure().map(FailureDocument::of),
                            active.nextCheck());
            };
        }
    }

    record FailureDocument(String id, StsFailureType type, String why, Instant retryAt) {

        static FailureDocument of(StsState.FailedFetch failure) {
            return new FailureDocument(failure.id(), failure.type(), failure.why(), failure.retryAt());
        }

        StsState.FailedFetch toFailure() {
            return new StsState.FailedFetch(id, type, why, retryAt);
        }
    }
}
