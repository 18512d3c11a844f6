package org.mailkeep.policy;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.oidc.TokenIssuer;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** Lets the service live in the demo world, with a token file. A test gets hold of both by a field of their type. */
public final class DemoWorldResource implements QuarkusTestResourceLifecycleManager {

    /** The file of {@code mailkeep.auth.token-file}. */
    public record TokenFile(Path path) {

        /** As long as 256 bits are in hexadecimal. */
        public static final String TOKEN = "5f".repeat(32);
    }

    /** Whose tokens the service takes, and the cluster whose service accounts it knows. */
    public record Issuers(TokenIssuer provider, TokenIssuer cluster) {}

    private @Nullable SmallInternet internet;
    private @Nullable TokenFile tokenFile;
    private @Nullable TokenIssuer tokenIssuer;
    private @Nullable TokenIssuer cluster;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-policy");
            var world = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
            internet = world;
            tokenFile = new TokenFile(Files.writeString(folder.resolve("token"), TokenFile.TOKEN + "\n"));
            var settings = new HashMap<>(world.settings(folder));
            settings.put("mailkeep.auth.token-file", folder.resolve("token").toString());
            settings.put("mailkeep.socketmap.port", "0");
            // So that a test can call from somewhere else.
            settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            settings.put("mailkeep.rate.requests-per-second", "1");
            settings.put("mailkeep.rate.burst", "5");
            tokenIssuer = TokenIssuer.start();
            settings.put("mailkeep.auth.issuer", tokenIssuer.url().toString());
            settings.put("mailkeep.auth.client-id", TokenIssuer.CLIENT);
            settings.put(
                    "mailkeep.auth.client-secret-file",
                    Files.writeString(folder.resolve("client-secret"), TokenIssuer.SECRET + "\n")
                            .toString());
            cluster = TokenIssuer.start();
            settings.put("mailkeep.auth.kubernetes-issuer", cluster.url().toString());
            settings.put(
                    "mailkeep.auth.kubernetes-token-file",
                    folder.resolve("token").toString());
            settings.put("mailkeep.auth.service-accounts.\"mail/postfix\"", "policy:write");
            settings.put("mailkeep.dns.known-signed", "dane.example");
            settings.put("mailkeep.dns.known-bogus", "bogus.example");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(internet, new TestInjector.MatchesType(SmallInternet.class));
        testInjector.injectIntoFields(tokenFile, new TestInjector.MatchesType(TokenFile.class));
        testInjector.injectIntoFields(
                new Issuers(Objects.requireNonNull(tokenIssuer), Objects.requireNonNull(cluster)),
                new TestInjector.MatchesType(Issuers.class));
    }

    @Override
    public void stop() {
        try {
            if (tokenIssuer != null) {
                tokenIssuer.close();
            }
            if (cluster != null) {
                cluster.close();
            }
            if (internet != null) {
                internet.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
