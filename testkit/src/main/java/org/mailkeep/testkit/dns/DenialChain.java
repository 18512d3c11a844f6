package org.mailkeep.testkit.dns;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;

/** The signed proofs that a name, or a type at a name, does not exist in one zone. */
sealed interface DenialChain permits NsecChain, Nsec3Chain, DenialChain.None {

    /** The name exists, the type does not (RFC 4035 §3.1.3.1, RFC 5155 §7.2.3). */
    List<RRset> noData(Name name);

    /** Neither the name nor a wildcard that would stand for it exists (RFC 4035 §3.1.3.2, RFC 5155 §7.2.2). */
    List<RRset> nameError(Name name, Name closestEncloser);

    /** The answer was made from a wildcard, as no closer name exists (RFC 4035 §3.1.3.3, RFC 5155 §7.2.6). */
    List<RRset> wildcardExpansion(Name name, Name closestEncloser);

    /** A wildcard stands for the name, without the type (RFC 4035 §3.1.3.4, RFC 5155 §7.2.5). */
    List<RRset> wildcardNoData(Name name, Name closestEncloser);

    /** Well signed, and about a name that nobody asks for: proves nothing. */
    List<RRset> besideThePoint();

    /** An unsigned zone proves nothing. */
    record None() implements DenialChain {
        @Override
        public List<RRset> noData(Name name) {
            return List.of();
        }

        @Override
        public List<RRset> nameError(Name name, Name closestEncloser) {
            return List.of();
        }

        @Override
        public List<RRset> wildcardExpansion(Name name, Name closestEncloser) {
            return List.of();
        }

        @Override
        public List<RRset> wildcardNoData(Name name, Name closestEncloser) {
            return List.of();
        }

        @Override
        public List<RRset> besideThePoint() {
            return List.of();
        }
    }
}
