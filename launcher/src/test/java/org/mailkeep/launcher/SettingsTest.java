package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Path HOME = Path.of("/opt/mailkeep");

    @Test
    void withoutAnEnvironmentThePortsAndTheFolderAreTheDocumentedOnes() {
        var settings = Settings.from(HOME, Map.of());

        assertThat(settings.data()).isEqualTo(HOME.resolve(".mailkeep"));
        assertThat(settings.port(Port.POLICY)).isEqualTo(8081);
        assertThat(settings.port(Port.REPORT_MANAGEMENT)).isEqualTo(9084);
        assertThat(settings.port(Port.SOCKETMAP)).isEqualTo(8461);
        assertThat(settings.port(Port.POSTGRESQL)).isEqualTo(5532);
        assertThat(settings.port(Port.KAFKA)).isEqualTo(9192);
        assertThat(settings.port(Port.DEMO_DNS)).isEqualTo(5353);
    }

    @Test
    void whatOnlyTheLauncherReadsDoesNotReachTheServices() {
        var settings = Settings.from(
                HOME,
                Map.of(
                        "MAILKEEP_DATA", "/srv/mailkeep",
                        "MAILKEEP_POLICY_MANAGEMENT_PORT", "19081",
                        "MAILKEEP_DNS_SERVERS", "192.0.2.53",
                        "PATH", "/bin"));

        assertThat(settings.data()).isEqualTo(Path.of("/srv/mailkeep"));
        assertThat(settings.port(Port.POLICY_MANAGEMENT)).isEqualTo(19081);
        assertThat(settings.forServices())
                .containsOnly(Map.entry("MAILKEEP_DNS_SERVERS", "192.0.2.53"), Map.entry("PATH", "/bin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "123456", "-1", "http"})
    void aPortThatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> Settings.from(HOME, Map.of("MAILKEEP_KAFKA_PORT", text)))
                .isInstanceOf(LauncherException.class)
                .hasMessage("MAILKEEP_KAFKA_PORT is no port number: it must be between 1 and 65535.");
    }

    @Test
    void aPortInUseIsNamedTogetherWithTheWayOut() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var settings =
                    Settings.from(HOME, Map.of("MAILKEEP_SOCKETMAP_PORT", Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(() -> PortCheck.check(settings, List.of(Port.SOCKETMAP)))
                    .isInstanceOf(LauncherException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " (policy-service's socketmap for Postfix) is in use."
                            + " Stop the program that listens there, or choose another port with"
                            + " MAILKEEP_SOCKETMAP_PORT.");
        }
    }
}
