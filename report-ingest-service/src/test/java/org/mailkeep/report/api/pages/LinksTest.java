package org.mailkeep.report.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;
import static org.mailkeep.report.ServiceResource.watched;
import static org.mailkeep.report.ServiceResource.watchedPath;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.testkit.infra.InfraResource;

/** Every number leads to its rows, and every link of every page leads somewhere. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class LinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NUMBER = 9;
    private static final String DOMAIN = watched(NUMBER);
    private static final Pattern HREF = Pattern.compile("href=\"(/[^\"]*)\"");
    private static final Pattern NUMBER_CELL = Pattern.compile("<td class=\"number\">(.*?)</td>", Pattern.DOTALL);
    private static final Pattern CHART = Pattern.compile("<figure class=\"chart\".*?</figure>", Pattern.DOTALL);
    private static final Pattern NOUGHT_OR_LINK =
            Pattern.compile("\\s*(<bdi[^>]*>0</bdi>|<a href=.*)\\s*", Pattern.DOTALL);

    @Inject
    Database database;

    private final String yesterday =
            LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1).toString();

    @Test
    void numbersLeadToTheirRowsAndNoLinkIsDead() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        post("/" + watchedPath(NUMBER), Reports.tls("Links-X", "links-1", DOMAIN, 8, 2));
        post("", Reports.tls("Links-Y", "links-2", DOMAIN, 3, 1));
        post("/" + watchedPath(NUMBER), Reports.dmarc("Links-X", "links-3", DOMAIN, 90, 10));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                get("/v1/incidents?domain=" + DOMAIN).jsonPath().getList(""))
                        .hasSize(1));
        String incident = get("/v1/incidents?domain=" + DOMAIN).jsonPath().getString("[0].id");
        String month = "from=2026-11-01&to=2026-11-30&domain=" + DOMAIN;

        var dead = new ArrayList<String>();
        Set<String> links = new LinkedHashSet<>();
        for (String page : List.of(
                "/?domain=" + DOMAIN,
                "/domain?domain=" + DOMAIN,
                "/domain?trust=unverified&domain=" + DOMAIN,
                "/mx?mx=mx1." + DOMAIN,
                "/failures?domain=" + DOMAIN,
                "/reporters?organization=links",
                "/reporter?organization=links-x",
                "/incidents?domain=" + DOMAIN,
                "/incidents/" + incident,
                "/readiness?domain=" + DOMAIN,
                "/dmarc?" + month,
                "/intake")) {
            // The numbers of a chart stand in a list of their own; the tables of the page lead to their rows.
            String html = CHART.matcher(get(page).asString()).replaceAll("");
            HREF.matcher(html).results().forEach(found -> links.add(found.group(1)));
            NUMBER_CELL
                    .matcher(html)
                    .results()
                    .map(cell -> cell.group(1))
                    .filter(cell -> !NOUGHT_OR_LINK.matcher(cell).matches())
                    .forEach(cell -> dead.add(page + " has a number without rows: " + cell.strip()));
        }
        for (String link : links) {
            Response answer = get(link.replace("&amp;", "&").replace("&#39;", "'"));
            if (answer.statusCode() != 200) {
                dead.add(link + " is answered " + answer.statusCode());
            }
        }
        assertThat(links).hasSizeGreaterThan(50);
        assertThat(dead).isEmpty();
    }

    private static Response get(String address) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get(address);
    }

    private void post(String path, String report) {
        given().contentType("application/json")
                .body(Reports.utf8(report.replace("2026-11-20", yesterday)))
                .post("/v1/tlsrpt" + path)
                .then()
                .statusCode(lessThan(300));
    }
}
