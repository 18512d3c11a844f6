package org.mailkeep.policy.domain.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** DMARC records by domain, and the walks over them. */
final class Zone {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final Map<String, Lookup<String>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    /** Several records of one name are separated by line breaks. */
    Zone with(String domain, String records) {
        DomainName name = new DomainName("_dmarc." + domain);
        answers.put(name.value(), new Lookup.Secure<>(records.lines().toList(), name, TTL));
        return this;
    }

    Zone failing(String domain) {
        answers.put("_dmarc." + domain, new Lookup.TempFail<>("time-out"));
        return this;
    }

    TreeWalk.Ended walk(String domain) {
        TreeWalk walk = TreeWalk.from(new DomainName(domain));
        while (true) {
            switch (walk) {
                case TreeWalk.Asking asking -> {
                    asked.add(asking.question().value());
                    walk = asking.after(
                            answers.getOrDefault(asking.question().value(), new Lookup.NxDomain<>(true, TTL)));
                }
                case TreeWalk.Ended ended -> {
                    return ended;
                }
            }
        }
    }

    String organization(String domain) {
        return walk(domain) instanceof TreeWalk.Finished finished
                ? finished.organizationalDomain().value()
                : "unknown";
    }

    /** Every name that was asked for, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }
}
