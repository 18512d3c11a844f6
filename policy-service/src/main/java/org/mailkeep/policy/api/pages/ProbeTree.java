package org.mailkeep.policy.api.pages;

import java.util.List;
import java.util.Optional;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.verification.Verdict;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Mark;

/** What was seen at the addresses of MX hosts, as a tree. */
final class ProbeTree {

    private ProbeTree() {}

    static Branch of(HostProbe probe) {
        return new Branch(
                mark(probe),
                probe.host().value() + (probe.address().isEmpty() ? "" : " (" + probe.address() + ")"),
                probe.why() + ".",
                banner(probe.contact()).stream().toList(),
                List.of());
    }

    private static Mark mark(HostProbe probe) {
        return probe.verdict()
                .map(verdict -> switch (verdict) {
                    case Verdict.DaneMatched _, Verdict.StsMatched _ -> Mark.GOOD;
                    case Verdict.Encrypted _, Verdict.NothingDemanded _, Verdict.PolicyUnavailable _ -> Mark.WARN;
                    case Verdict.Failed _ -> Mark.BAD;
                })
                .orElse(Mark.WARN);
    }

    /** What the host said of itself, and how it encrypts. */
    private static Optional<String> banner(Contact contact) {
        return switch (contact) {
            case Contact.Answered answered ->
                Optional.of(answered.banner()
                        + answered.tlsVersion().map(version -> " · " + version).orElse(" · no TLS"));
            case Contact.Unreachable _, Contact.NotTried _ -> Optional.empty();
        };
    }
}
