package org.mailkeep.policy.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.hosted.Hosted;

/** The policies that this replica serves, in memory: they are served while PostgreSQL is away. */
@ApplicationScoped
public class HostedPolicies {

    private volatile Map<DomainName, Served> served = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /**
     * A policy as it is served.
     *
     * @param text the policy file
     * @param id changes with the text
     */
    public record Served(String text, String id) {}

    /** What asking for a domain's policy comes to. */
    public sealed interface Answer {

        record Found(Served policy) implements Answer {}

        record NotHosted() implements Answer {}

        /** This replica has just started and does not know yet. */
        record NotKnownYet() implements Answer {}
    }

    public Answer of(DomainName domain) {
        Served policy = served.get(domain);
        if (policy != null) {
            return new Answer.Found(policy);
        }
        return loaded ? new Answer.NotHosted() : new Answer.NotKnownYet();
    }

    /** Whether we take the domain's mail. */
    public boolean hosts(DomainName domain) {
        return served.containsKey(domain);
    }

    /** All domains whose mail we take. */
    public List<DomainName> domains() {
        return List.copyOf(served.keySet());
    }

    boolean isLoaded() {
        return loaded;
    }

    int size() {
        return served.size();
    }

    void add(Collection<Hosted> changed) {
        changed.forEach(hosted -> served.put(hosted.wanted().domain(), served(hosted)));
        loaded = true;
    }

    void replaceAll(Collection<Hosted> all) {
        served = new ConcurrentHashMap<>(all.stream()
                .collect(Collectors.toMap(
                        hosted -> hosted.wanted().domain(), HostedPolicies::served, (first, _) -> first)));
        loaded = true;
    }

    private static Served served(Hosted hosted) {
        return new Served(
                hosted.publication().policy().format(), hosted.publication().id());
    }
}
