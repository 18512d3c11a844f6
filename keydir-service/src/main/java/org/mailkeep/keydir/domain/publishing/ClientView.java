package org.mailkeep.keydir.domain.publishing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.KeyAlgorithm;
import org.mailkeep.openpgp.UserId;

/**
 * How the usual clients will see a key that is served for an address. It rests on what their releases of 2026 do; where it is
 * silent, nothing is known that would keep the client from using the key.
 */
public final class ClientView {

    /** What GnuPG takes from a Web Key Directory. */
    private static final int GNUPG_MAX_OCTETS = 256 << 10;

    /** Algorithms of RFC 9580 that GnuPG does not have: it went on with its own draft. */
    private static final Set<KeyAlgorithm> NOT_IN_GNUPG =
            EnumSet.of(KeyAlgorithm.X25519, KeyAlgorithm.X448, KeyAlgorithm.ED25519, KeyAlgorithm.ED448);

    private static final Set<KeyAlgorithm> POST_QUANTUM = EnumSet.of(
            KeyAlgorithm.ML_DSA_65_ED25519,
            KeyAlgorithm.ML_DSA_87_ED448,
            KeyAlgorithm.SLH_DSA_SHAKE_128S,
            KeyAlgorithm.SLH_DSA_SHAKE_128F,
            KeyAlgorithm.SLH_DSA_SHAKE_256S,
            KeyAlgorithm.ML_KEM_768_X25519,
            KeyAlgorithm.ML_KEM_1024_X448);

    private final Map<Client, List<Finding>> findings = new EnumMap<>(Client.class);

    private ClientView() {}

    /** What a client makes of it. */
    public enum Effect {
        /** Nothing is in the way. */
        WORKS,
        /** It is found, with a restriction. */
        RESTRICTED,
        /** The client does not find it or cannot use it. */
        FAILS
    }

    /** One thing that a client stumbles over, in a sentence. */
    public record Finding(Effect effect, String why) {}

    /**
     * What each client stumbles over.
     *
     * @param served the certificate with the one user ID
     * @param judgement of that certificate, now
     * @param octets of the whole answer that it is a part of
     */
    public static Map<Client, List<Finding>> of(
            EmailAddress address, Certificate served, Judgement judgement, int octets) {
        ClientView view = new ClientView();
        for (Client client : Client.values()) {
            view.findings.put(client, new ArrayList<>());
        }
        view.lookAtUserId(address, served);
        view.lookAtVersion(judgement);
        view.lookAtAlgorithms(judgement);
        view.lookAtUse(judgement);
        if (octets > GNUPG_MAX_OCTETS) {
            view.add(Client.GNUPG, Effect.FAILS, "takes no answer beyond 256 KiB");
        }
        return Map.copyOf(view.findings);
    }

    /** The worst of them. */
    public static Effect effectOf(List<Finding> findings) {
        return findings.stream().map(Finding::effect).max(Effect::compareTo).orElse(Effect.WORKS);
    }

    private void lookAtUserId(EmailAddress address, Certificate served) {
        boolean sameCase =
                served.userIds().stream().map(UserId::text).anyMatch(text -> text.contains(address.localPart() + "@"));
        if (!sameCase) {
            add(
                    Client.SEQUOIA,
                    Effect.RESTRICTED,
                    "compares local parts with their case: it finds the key only if asked for the address as the user ID"
                            + " has it");
        }
    }

    private void lookAtVersion(Judgement judgement) {
        if (judgement.primary().fingerprint().keyVersion() == 6) {
            add(Client.GNUPG, Effect.FAILS, "does not read keys of version 6 (RFC 9580)");
            add(Client.THUNDERBIRD, Effect.FAILS, "does not read keys of version 6 (RFC 9580)");
            add(Client.SEQUOIA, Effect.RESTRICTED, "reads keys of version 6 from sq 1.0 on");
        }
    }

    private void lookAtAlgorithms(Judgement judgement) {
        Set<KeyAlgorithm> inUse = EnumSet.of(judgement.primary().algorithm());
        judgement.encryptionKeys().forEach(key -> inUse.add(key.algorithm()));
        if (judgement.primary().fingerprint().keyVersion() == 4
                && inUse.stream().anyMatch(NOT_IN_GNUPG::contains)) {
            add(Client.GNUPG, Effect.FAILS, "does not have the Curve25519 and Curve448 algorithms of RFC 9580");
            add(Client.THUNDERBIRD, Effect.FAILS, "does not have the Curve25519 and Curve448 algorithms of RFC 9580");
        }
        if (inUse.stream().anyMatch(POST_QUANTUM::contains)) {
            for (Client client : Client.values()) {
                add(client, Effect.FAILS, "does not have the post-quantum algorithms in its usual build");
            }
        }
    }

    private void lookAtUse(Judgement judgement) {
        if (judgement.encryptionKeys().isEmpty()) {
            for (Client client : Client.values()) {
                add(client, Effect.FAILS, "finds the key and cannot encrypt to it now");
            }
        }
    }

    private void add(Client client, Effect effect, String why) {
        findings.computeIfAbsent(client, _ -> new ArrayList<>()).add(new Finding(effect, why));
    }
}
