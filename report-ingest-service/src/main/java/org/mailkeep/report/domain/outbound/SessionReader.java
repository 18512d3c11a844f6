package org.mailkeep.report.domain.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.Refusal;
import org.mailkeep.report.domain.json.JsonValue;
import org.mailkeep.report.domain.tlsrpt.Members;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.ResultTypes;

/**
 * Reads the outcomes that mail servers tell: the data of the event {@code tls.session}, and the lines of
 * {@code POST /v1/sessions}. Strict, for what is read here goes out in our name.
 */
public final class SessionReader {

    /** Sessions in one line or event. */
    static final long MAX_SESSIONS = 1_000_000_000;

    private static final int MAX_POLICY_STRINGS = 200;
    private static final int MAX_POLICY_STRING = 1_000;
    private static final int MAX_TEXT = 500;

    private static final Set<String> POLICY_TYPES =
            Set.of(PolicyResult.STS, PolicyResult.TLSA, PolicyResult.NO_POLICY_FOUND);

    private final Members members;

    private SessionReader(Members members) {
        this.members = members;
    }

    /** The session, or what is wrong with it. */
    public static Reading<DeliverySession> read(JsonValue value) {
        try {
            return new Reading.Read<>(new SessionReader(Members.of(value, Place.ROOT, new Deviations())).session());
        } catch (Refusal refusal) {
            return refusal.outcome();
        }
    }

    /** An event, which has an id to tell it by. */
    public record Identified(UUID id, DeliverySession session) {}

    /** The session of an event, or what is wrong with it. */
    public static Reading<Identified> readEvent(JsonValue value) {
        try {
            var reader = new SessionReader(Members.of(value, Place.ROOT, new Deviations()));
            return new Reading.Read<>(new Identified(reader.id(), reader.session()));
        } catch (Refusal refusal) {
            return refusal.outcome();
        }
    }

    private UUID id() throws Refusal {
        try {
            return UUID.fromString(members.text("id"));
        } catch (IllegalArgumentException _) {
            throw new Refusal(members.place("id"), "not a UUID");
        }
    }

    private DeliverySession session() throws Refusal {
        return new DeliverySession(time(), domain(), policy(), failure(), sessions(), members.flag("reportOnly"));
    }

    private Instant time() throws Refusal {
        try {
            return Instant.parse(members.text("at"));
        } catch (DateTimeException _) {
            throw new Refusal(members.place("at"), "not a time as in RFC 3339");
        }
    }

    private DomainName domain() throws Refusal {
        return DomainName.parse(members.text("domain"))
                .orElseThrow(() -> new Refusal(members.place("domain"), "not a domain name"));
    }

    private PolicySeen policy() throws Refusal {
        String type = members.text("policyType");
        if (!POLICY_TYPES.contains(type)) {
            throw new Refusal(members.place("policyType"), "neither sts nor tlsa nor no-policy-found");
        }
        return new PolicySeen(
                type, texts("policyStrings", Quirk.POLICY_STRING_STRING), texts("mxHosts", Quirk.MX_HOST_STRING));
    }

    private List<String> texts(String name, Quirk lone) throws Refusal {
        List<String> texts = members.texts(name, MAX_POLICY_STRINGS, lone).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (texts.stream().anyMatch(text -> text.length() > MAX_POLICY_STRING)) {
            throw new Refusal(members.place(name), "a string is longer than " + MAX_POLICY_STRING + " characters");
        }
        return texts;
    }

    private Optional<FailureKind> failure() throws Refusal {
        Optional<String> type = text("resultType");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (!ResultTypes.KNOWN.contains(type.get())) {
            throw new Refusal(members.place("resultType"), "not a result type of RFC 8460 §4.3");
        }
        Optional<String> sender = address("sendingMtaIp");
        // A policy that could not be fetched has no session, and no address it was made from.
        if (sender.isEmpty() && !type.get().startsWith("sts-")) {
            throw new Refusal(members.place("sendingMtaIp"), "absent");
        }
        return Optional.of(new FailureKind(
                type.get(),
                sender,
                text("receivingMxHostname"),
                text("receivingMxHelo"),
                address("receivingIp"),
                uri("additionalInformation"),
                text("failureReasonCode")));
    }

    private long sessions() throws Refusal {
        long sessions = members.value("sessions").isPresent() ? members.count("sessions") : 1;
        if (sessions < 1 || sessions > MAX_SESSIONS) {
            throw new Refusal(members.place("sessions"), "not from 1 to " + MAX_SESSIONS);
        }
        return sessions;
    }

    private Optional<String> text(String name) throws Refusal {
        Optional<String> text = members.optionalText(name);
        if (text.filter(it -> it.length() > MAX_TEXT).isPresent()) {
            throw new Refusal(members.place(name), "longer than " + MAX_TEXT + " characters");
        }
        return text;
    }

    /** In the form of the JDK, so that the same address is written alike. */
    private Optional<String> address(String name) throws Refusal {
        Optional<String> text = text(name);
        try {
            return text.map(literal -> InetAddress.ofLiteral(literal).getHostAddress());
        } catch (IllegalArgumentException _) {
            throw new Refusal(members.place(name), "not an IP address");
        }
    }

    /** RFC 8460 §4.4: "A URI that directs to additional information". */
    private Optional<String> uri(String name) throws Refusal {
        Optional<String> text = text(name);
        if (text.isPresent()) {
            try {
                if (new URI(text.get()).isAbsolute()) {
                    return text;
                }
            } catch (URISyntaxException _) {
                // Said below.
            }
            throw new Refusal(members.place(name), "not a URI");
        }
        return text;
    }
}
