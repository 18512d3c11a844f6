package org.mailkeep.keylookup.config;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Who is asked for keys by configuration. */
@Singleton
public final class Peers {

    /** Base URL of our own directory, http or https; without it, no domain is ours. */
    private static final String KEYDIR = "mailkeep.keydir.url";
    /** Base URLs of verifying keyservers, https only, in order; https://keys.openpgp.org unless set, none where it is empty. */
    private static final String KEYSERVERS = "mailkeep.vks.urls";

    private static final String USUAL_KEYSERVER = "https://keys.openpgp.org";

    private final Optional<URI> keydir;
    private final List<URI> keyservers;

    /**
     * Reads {@code mailkeep.keydir.url}, the base URL of our own directory, http or https; without it, no domain is ours. And
     * {@code mailkeep.vks.urls}, base URLs of verifying keyservers in the order in which they are asked, https only; where it
     * is empty, no keyserver is asked.
     *
     * @throws IllegalStateException with a sentence for the operator
     */
    @Inject
    public Peers(Config config) {
        keydir = config.getOptionalValue(KEYDIR, String.class)
                .map(url -> checked(KEYDIR, url, List.of("http", "https")));
        keyservers = Arrays.stream(keyservers(config.getConfigValue(KEYSERVERS)).split(",", -1))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> checked(KEYSERVERS, url, List.of("https")))
                .toList();
    }

    /** An empty value is a choice, and only no value at all asks for the usual one; injection takes both for the same. */
    private static String keyservers(ConfigValue configured) {
        return configured.getRawValue() == null
                ? USUAL_KEYSERVER
                : Objects.requireNonNullElse(configured.getValue(), "");
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
