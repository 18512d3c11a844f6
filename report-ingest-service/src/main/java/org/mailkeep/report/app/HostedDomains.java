package org.mailkeep.report.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.config.ReportConfig;

/** Which domains are ours, and by which secret paths reports about them come. */
@ApplicationScoped
public class HostedDomains {

    /** Shorter ones could be guessed. */
    private static final int MIN_TOKEN = 16;

    private final Set<DomainName> hosted;
    private final Map<DomainName, byte[]> tokens = new HashMap<>();

    HostedDomains(ReportConfig config) {
        hosted = names(config.hostedDomains());
        config.tokens().forEach((domain, token) -> {
            if (token.length() < MIN_TOKEN) {
                throw new IllegalArgumentException("mailkeep.report.tokens: the token of " + domain + " has less than "
                        + MIN_TOKEN + " characters");
            }
            tokens.put(DomainName.of(domain), token.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Whether any of them is ours; a host of our own below a domain counts (RFC 8460 §3: reports about MX hosts). */
    boolean anyHosted(Collection<DomainName> domains) {
        return hosted.isEmpty() || domains.stream().anyMatch(this::isHosted);
    }

    private boolean isHosted(DomainName domain) {
        if (tokens.containsKey(domain)) {
            return true;
        }
        for (Optional<DomainName> name = Optional.of(domain);
                name.isPresent();
                name = name.get().parent()) {
            if (hosted.contains(name.get())) {
                return true;
            }
        }
        return false;
    }

    /** The domain whose secret path ends with this. */
    public Optional<DomainName> ofToken(String token) {
        byte[] given = token.getBytes(StandardCharsets.UTF_8);
        Optional<DomainName> found = Optional.empty();
        // All of them, and without a hint in the time that it takes.
        for (Map.Entry<DomainName, byte[]> known : tokens.entrySet()) {
            if (MessageDigest.isEqual(known.getValue(), given)) {
                found = Optional.of(known.getKey());
            }
        }
        return found;
    }

    /** The domain names of a setting. */
    static Set<DomainName> names(Optional<List<String>> setting) {
        var names = new HashSet<DomainName>();
        setting.orElse(List.of()).forEach(name -> names.add(DomainName.of(name.strip())));
        return names;
    }
}
