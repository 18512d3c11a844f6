package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ports, databases and names of settings, as they are in what is deployed, against the code. */
class SettingsTest {

    /** Of Quarkus, Kafka's client and the JVM, beside those that our own property files set. */
    private static final Set<String> OF_OTHERS = Set.of(
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE",
            "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM",
            "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
            "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
            "QUARKUS_MANAGEMENT_HOST",
            "QUARKUS_SHUTDOWN_TIMEOUT",
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
            "QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED",
            "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES",
            // Runs what has to be done before the start, here Flyway, and ends.
            "QUARKUS_INIT_AND_EXIT",
            "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION",
            "KAFKA_SSL_KEYSTORE_TYPE",
            "KAFKA_SSL_KEYSTORE_LOCATION",
            "KAFKA_SSL_KEYSTORE_PASSWORD",
            "JAVA_HOME",
            "JAVA_TOOL_OPTIONS");

    @Test
    void everyVariableIsASettingThatThisServiceTakes() throws IOException {
        for (var run : Containers.all()) {
            assertThat(known(run.service()))
                    .as(run.way() + ", " + run.service())
                    .containsAll(run.environment().keySet());
        }
        for (var service : Source.SERVICES) {
            assertThat(known(service))
                    .as("systemd, " + service)
                    .containsAll(Containers.systemd(service).keySet());
        }
    }

    private static Set<String> known(String service) throws IOException {
        var own = Mappings.read().stream()
                .filter(setting -> Set.of(service, "platform", "ui").contains(setting.module()))
                .map(Mappings.Setting::variable);
        var set = Source.settings(service).stringPropertyNames().stream().map(Mappings::variableOf);
        return Stream.of(own, set, OF_OTHERS.stream()).flatMap(names -> names).collect(Collectors.toSet());
    }

    @Test
    void servicesListenWhereTheCodeDoes() throws IOException {
        for (var run : Containers.all()) {
            var settings = Source.settings(run.service());
            var ports = new TreeSet<Integer>();
            ports.add(Integer.valueOf(settings.getProperty("quarkus.http.port")));
            ports.add(Integer.valueOf(settings.getProperty("quarkus.management.port")));
            // Servers beside HTTP: a setting of the service named mailkeep.<protocol>.port.
            Mappings.read().stream()
                    .filter(setting -> setting.module().equals(run.service())
                            && setting.name().matches("mailkeep\\.[a-z]+\\.port"))
                    .forEach(setting ->
                            ports.add(Integer.valueOf(setting.standard().orElseThrow())));
            assertThat(run.ports()).as(run.way() + ", " + run.service()).isEqualTo(ports);
            // What listens on loopback alone by itself must be told to listen for others.
            Mappings.read().stream()
                    .filter(setting -> setting.module().equals(run.service())
                            && setting.name().matches("mailkeep\\.[a-z]+\\.host"))
                    .forEach(setting -> assertThat(run.environment()).containsEntry(setting.variable(), "0.0.0.0"));
            assertThat(run.environment())
                    .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                    .containsEntry("QUARKUS_MANAGEMENT_HOST", "0.0.0.0");
        }
    }

    @Test
    void eachServiceHasItsOwnDatabase() throws IOException {
        for (var run : Containers.all()) {
            var database = Source.settings(run.service())
                    .getProperty("quarkus.datasource.jdbc.url")
                    .replaceAll(".*/", "");
            // TLS is asked for in the URL's query by one driver, and by settings by the other.
            var url = run.environment().getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "");
            var place = url.replaceAll("\\?.*", "");
            assertThat(place)
                    .as(run.way() + ", " + run.service())
                    .startsWith("jdbc:postgresql://")
                    .endsWith(":5432/" + database);
            assertThat("jdbc:" + run.environment().get("QUARKUS_DATASOURCE_REACTIVE_URL"))
                    .isEqualTo(place);
            assertThat(url.contains("sslmode=verify-full"))
                    .isEqualTo("verify-full"
                            .equals(run.environment().get("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE")));
        }
    }

    @Test
    void probesAskTheManagementPort() throws IOException {
        for (var manifest : Manifest.resources(Source.DEPLOY.resolve("base"))) {
            if (Source.SERVICES.contains(manifest.name())
                    && manifest.pods().findAny().isPresent()) {
                manifest.containers().forEach(container -> {
                    for (var probe : Set.of("startup", "liveness", "readiness")) {
                        var get = container.path(probe + "Probe").path("httpGet");
                        assertThat(get.path("port").asText())
                                .as("%s %s", manifest, probe)
                                .isEqualTo("management");
                        assertThat(get.path("path").asText()).matches("/q/health/(started|live|ready)");
                    }
                });
            }
        }
        for (var service : Source.SERVICES) {
            var management = Source.settings(service).getProperty("quarkus.management.port");
            assertThat(Containers.composeFile()
                            .path("services")
                            .path(service)
                            .at("/healthcheck/test/3")
                            .asText())
                    .isEqualTo(management);
        }
    }
}
