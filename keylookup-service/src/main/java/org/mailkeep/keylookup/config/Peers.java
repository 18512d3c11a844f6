package org.mailkeep.keylookup.config;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is asked for keys by configuration. */
@Singleton
public final class Peers {

    private final Optional<URI> keydir;
    private final List<URI> keyservers;

    /**
     * @param keydir base URL of our own directory, http or https; without it, no domain is ours
     * @param keyservers base URLs of verifying keyservers in the order in which they are asked, https only
     * @throws IllegalStateException with a sentence for the operator
     */
    @Inject
    public Peers(
            @ConfigProperty(name = "mailkeep.keydir.url") Optional<String> keydir,
            @ConfigProperty(name = "mailkeep.vks.urls", defaultValue = "https://keys.openpgp.org")
                    List<String> keyservers) {
        this.keydir = keydir.map(url -> checked("mailkeep.keydir.url", url, List.of("http", "https")));
        this.keyservers = keyservers.stream()
                .filter(url -> !url.isBlank())
                .map(url -> checked("mailkeep.vks.urls", url, List.of("https")))
                .toList();
    }

    /** Base URL of our own directory. */
    public Optional<URI> keydir() {
        return keydir;
    }

    /** Base URLs of verifying keyservers, in order. */
    public List<URI> keyservers() {
        return keyservers;
    }

    private static URI checked(String property, String text, List<String> schemes) {
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            if (url.getHost() != null && url.getScheme() != null && schemes.contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new IllegalStateException(
                property + ": \"" + text + "\" is no URL of the kind " + String.join(":// or ", schemes) + "://host");
    }
}
