package org.mailkeep.policy.api.socketmap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;

/** What a mail server is told in the demo world. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class SocketmapServerTest {

    @Inject
    SocketmapServer server;

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    static List<DemoDomain> demoDomains() {
        return DemoWorld.domains();
    }

    @ParameterizedTest
    @MethodSource("demoDomains")
    void everyDemoDomainIsAnswered(DemoDomain demo) throws IOException {
        try (var client = new SocketmapClient(server.port())) {
            client.ask("QUERY " + demo.name(), "query " + demo.asciiName() + ".", "QUERY " + demo.name() + ":587");

            assertThat(client.replies(3)).allMatch(demo::accepts);
        }
    }

    @Test
    void allDemoDomainsAtOnceKeepTheirOrder() throws IOException {
        List<DemoDomain> demos = Stream.of(demoDomains(), demoDomains().reversed())
                .flatMap(List::stream)
                .toList();
        try (var client = new SocketmapClient(server.port())) {
            client.askInBackground(
                    demos.stream().map(demo -> "QUERY " + demo.name()).toList());

            for (DemoDomain demo : demos) {
                assertThat(client.reply()).as(demo.name()).matches(demo::accepts);
            }
        }
    }

    @Test
    void theOtherMapAddsWhatTlsReportsNeed() throws IOException {
        assertThat(ask("QUERYwithTLSRPT sts.example"))
                .startsWith("OK secure match=mail.sts.example servername=hostname policy_type=sts"
                        + " policy_domain=sts.example mx_host_pattern=mail.sts.example"
                        + " { policy_string = version: STSv1 } { policy_string = mode: enforce }");
        assertThat(ask("QUERYwithTLSRPT dane.example")).isEqualTo("OK dane-only");
    }

    @Test
    void aHostInBracketsHasNoMxRecords() throws IOException {
        String mx =
                given().get("/v1/domains/dane.example/tls-policy").jsonPath().getString("mxHosts[0].host");

        assertThat(ask("QUERY [" + mx + "]")).isEqualTo("OK dane-only");
        assertThat(ask("QUERY [mail.sts.example]")).as("no MTA-STS for a host").isEqualTo("NOTFOUND ");
    }

    @Test
    void keysThatCannotHaveAPolicyAreNotFound() throws IOException {
        for (String key : List.of(".dane.example", ".example", "[192.0.2.1]", "192.0.2.1", "a..b", "*")) {
            assertThat(ask("QUERY " + key)).as(key).isEqualTo("NOTFOUND ");
        }
    }

    @Test
    void mistakesAreToldApartFromAnswers() throws IOException {
        assertThat(ask("JSON dane.example")).startsWith("PERM unknown map");
        assertThat(ask("QUERY")).startsWith("PERM ");
    }

    @Test
    void questionsAreCounted() throws IOException {
        assertThat(ask("QUERY dane.example")).isEqualTo("OK dane-only");

        assertThat(given().get(management.resolve("/q/metrics")).asString())
                .contains("socketmap_requests_total{map=\"query\",result=\"ok\"}")
                .contains("socketmap_connections ")
                // One meter a DNS question, labelled with its port, would fill the memory.
                .doesNotContain("udp_bytes");
    }

    private String ask(String question) throws IOException {
        try (var client = new SocketmapClient(server.port())) {
            client.ask(question);
            return client.reply();
        }
    }
}
